package org.loanregistry.registry.sharing;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loanregistry.registry.log.Settings;
import org.loanregistry.transparency.sdjwt.Jws;
import org.loanregistry.transparency.sdjwt.PublicJwk;

/**
 * The key that signs disclosures to third parties, Ed25519: another than the log's, so that no disclosure can be taken for a
 * checkpoint, nor the other way round. In a file of the state directory, mode 0600, made on first use; the public half lies
 * beside it for everybody.
 */
@Singleton
final class DisclosureKey {
    private static final String TITLE = "loanreg disclosure key v1";
    private static final String ED25519 = "Ed25519";
    private static final int RAW = 32;

    private final PrivateKey key;
    private final PublicJwk jwk;

    DisclosureKey(Settings settings) {
        Path folder = settings.home().resolve("keys");
        Path file = folder.resolve("disclosure.key");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 3 || !lines.getFirst().equals(TITLE)) {
                throw new IllegalStateException(file + " is no " + TITLE);
            }
            this.key = KeyFactory.getInstance(ED25519)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
            this.jwk = PublicJwk.ed25519(Base64.getDecoder().decode(lines.get(2)));
            byte[] probe = TITLE.getBytes(StandardCharsets.US_ASCII);
            if (!jwk.verifies(probe, sign(probe))) {
                throw new IllegalStateException("the halves of " + file + " are of two keys");
            }
            Files.writeString(folder.resolve("disclosure.jwk"), jwk + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the key of disclosures", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of disclosures", e);
        }
    }

    /** Written apart and moved: a crash leaves no half key behind. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
        String text = TITLE + "\n"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n"
                + Base64.getEncoder().encodeToString(raw) + "\n";
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A JWT of this type with these claims. */
    String jwt(String type, Map<String, ?> claims) {
        return Jws.sign(Map.of("alg", jwk.algorithm(), "kid", jwk.thumbprint(), "typ", type), claims, this::sign);
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /** The public half. */
    PublicJwk jwk() {
        return jwk;
    }

    /** {@code {keys: [jwk]}}, RFC 7517. */
    Map<String, Object> keySet() {
        Map<String, Object> one = new LinkedHashMap<>(jwk.toTree());
        one.put("alg", jwk.algorithm());
        one.put("kid", jwk.thumbprint());
        one.put("use", "sig");
        return Map.of("keys", List.of(one));
    }
}
