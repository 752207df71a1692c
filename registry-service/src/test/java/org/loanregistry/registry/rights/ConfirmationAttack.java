package org.loanregistry.registry.rights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.loanregistry.privacy.token.BlindIndexKey;
import org.loanregistry.privacy.token.CanonicalForm;
import org.loanregistry.privacy.token.TenantSecret;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordSchema;

/** Tries every 32 bytes that it was given as key, as salt and as secret, over the true values, and looks whether the outcome is among what it was given. */
final class ConfirmationAttack {
    private static final int KEY = 32;
    private static final int WINDOW = 8;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/_-]{16,}={0,2}");
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){8,}");

    private final RecordSchema schema;
    private final RecordContents record;
    private final Map<String, String> identity;
    private final Set<Long> seen = new HashSet<>();
    private final Set<ByteBuffer> keys = new HashSet<>();

    ConfirmationAttack(RecordSchema schema, RecordContents record, Map<String, String> identity) {
        this.schema = schema;
        this.record = record;
        this.identity = identity;
    }

    int size() {
        return keys.size();
    }

    /** A row as text: byte strings of PostgreSQL are in hex. */
    void takeRow(String row) {
        take(row.getBytes(UTF_8));
    }

    /** Bytes, and whatever in them reads as hex or base64. */
    void take(byte[] bytes) {
        keep(bytes, false);
        var tokens = TOKEN.matcher(new String(bytes, ISO_8859_1));
        while (tokens.find()) {
            String token = tokens.group();
            String hex = token.startsWith("x") ? token.substring(1) : token;
            if (HEX.matcher(hex).matches()) {
                keep(HexFormat.of().parseHex(hex), true);
            } else {
                keep(decoded(token), true);
            }
        }
    }

    private static byte[] decoded(String token) {
        try {
            String standard = token.replace('-', '+').replace('_', '/').replace("=", "");
            return Base64.getDecoder().decode(standard);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private void keep(byte[] bytes, boolean mayBeKeys) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        for (int i = 0; i + WINDOW <= bytes.length; i++) {
            seen.add(all.getLong(i));
        }
        for (int i = 0; mayBeKeys && i + KEY <= bytes.length; i++) {
            keys.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, i, i + KEY)));
        }
    }

    private boolean isSeen(byte[] digest) {
        return seen.contains(ByteBuffer.wrap(digest).getLong(0));
    }

    /** What is confirmed as the person's, with what was given and these keys. */
    Set<String> confirmed(Collection<byte[]> given) {
        Set<String> found = new TreeSet<>();
        unkeyed(found);
        for (ByteBuffer key : keys) {
            byte[] bytes = new byte[KEY];
            key.duplicate().get(bytes);
            tried(bytes, found);
        }
        given.forEach(key -> tried(key, found));
        return found;
    }

    private void unkeyed(Set<String> found) {
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256")) {
            identity.forEach((field, value) -> {
                if (isSeen(digest(algorithm, value.getBytes(UTF_8)))) {
                    found.add(algorithm + " of " + field);
                }
            });
        }
    }

    private void tried(byte[] key, Set<String> found) {
        asRecordKey(key, found);
        asTenantSecret(key, found);
        identity.forEach((field, text) -> {
            byte[] value = text.getBytes(UTF_8);
            if (isSeen(mac(key, value))) {
                found.add("HMAC of " + field);
            }
            if (isSeen(digest("SHA-256", key, value)) || isSeen(digest("SHA-256", value, key))) {
                found.add("salted hash of " + field);
            }
        });
        for (var field : schema.fields()) {
            var value = record.values().get(field.fieldId());
            if (field.personal() && value != null && isSeen(commitment(field.fieldId(), key, value.bytes()))) {
                found.add("commitment of " + field.name() + " by its salt");
            }
        }
    }

    /** docs/formats.md 1: {@code SHA-256(0x00 | "LRF1" | u16 id | u8 type | salt | u32 length | value)}. */
    private static byte[] commitment(int fieldId, byte[] salt, byte[] value) {
        ByteBuffer head = ByteBuffer.allocate(8 + KEY + 4);
        head.put((byte) 0).put("LRF1".getBytes(UTF_8)).putShort((short) fieldId).put((byte) 1);
        head.put(salt).putInt(value.length);
        return digest("SHA-256", head.array(), value);
    }

    private void asRecordKey(byte[] key, Set<String> found) {
        var commitment = RecordCommitment.of(
                schema, RecordKey.of(key), record.rowVersion(), record.epochSeconds(), record.values());
        // Behind its tag a leaf is the two hashes, whichever of them a table or a tile has.
        byte[] leaf = commitment.leafData();
        if (isSeen(Arrays.copyOfRange(leaf, 5, 5 + KEY))
                || isSeen(commitment.leafHash().toBytes())) {
            found.add("leaf");
        }
        for (var field : schema.fields()) {
            var value = record.values().get(field.fieldId());
            if (field.personal() && value != null) {
                byte[] salt = mac(
                        key,
                        ByteBuffer.allocate(6)
                                .put("LRS1".getBytes(UTF_8))
                                .putShort((short) field.fieldId())
                                .array());
                if (isSeen(commitment(field.fieldId(), salt, value.bytes()))) {
                    found.add("commitment of " + field.name());
                }
            }
        }
    }

    private void asTenantSecret(byte[] key, Set<String> found) {
        try (TenantSecret secret = TenantSecret.of("bank-a", key)) {
            Map.of("nationalId", CanonicalForm.CN_ID, "mobile", CanonicalForm.MOBILE)
                    .forEach((field, form) -> {
                        byte[] index = BlindIndexKey.derive(secret, "lookup", form, 1)
                                .index(Objects.requireNonNull(identity.get(field)))
                                .toBytes();
                        // The first byte is the epoch.
                        if (isSeen(Arrays.copyOfRange(index, 1, 1 + WINDOW))) {
                            found.add("token of " + field);
                        }
                    });
        }
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
