package org.loanregistry.registry.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.loanregistry.registry.json.Json;

/**
 * Bearer tokens for development, one a user, 256 random bits each, drawn anew at each start and written to {@code
 * tokens.json}, which only its owner reads. Guarantee: a token tells nothing about another. Limit: whoever reads the file
 * is every user; real sign-in takes their place later.
 */
public final class DevelopmentTokens {
    private static final int TOKEN_BYTES = 32;
    private static final String MAC = "HmacSHA256";
    private static final List<Caller> USERS = List.of(
            new Caller(Role.LENDER, "bank-a"),
            new Caller(Role.LENDER, "bank-b"),
            new Caller(Role.LENDER, "bank-c"),
            new Caller(Role.OPERATOR, "registry-operator"),
            new Caller(Role.DPO, "registry-dpo"));

    private static final String BORROWER = "borrower.";

    private final List<Issued> issued;
    private final SecretKeySpec borrowerKey;

    private record Issued(Caller caller, String token) {}

    private DevelopmentTokens(List<Issued> issued, byte[] borrowerKey) {
        this.issued = issued;
        this.borrowerKey = new SecretKeySpec(borrowerKey, MAC);
    }

    /** New tokens for every user. */
    public static DevelopmentTokens draw(SecureRandom random) {
        List<Issued> issued = new ArrayList<>();
        for (Caller user : USERS) {
            byte[] token = new byte[TOKEN_BYTES];
            random.nextBytes(token);
            issued.add(new Issued(user, Base64.getUrlEncoder().withoutPadding().encodeToString(token)));
        }
        byte[] borrowerKey = new byte[TOKEN_BYTES];
        random.nextBytes(borrowerKey);
        return new DevelopmentTokens(issued, borrowerKey);
    }

    /** Writes {@code {"users": [{"role", "organisation", "token"}]}}, mode 0600 from the first byte on. */
    public void writeTo(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IllegalArgumentException("no folder for " + file);
            }
            Files.createDirectories(folder);
            Path draft = folder.resolve(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, Json.write(tree()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> tree() {
        List<Object> users = new ArrayList<>();
        for (Issued one : issued) {
            Map<String, Object> user = new LinkedHashMap<>();
            user.put("role", one.caller().role().name());
            user.put("organisation", one.caller().organisation());
            user.put("token", one.token());
            users.add(user);
        }
        return Map.of("users", users);
    }

    /** The token of a borrower, which needs no list: it says whose it is, and only this process can make it. */
    public String ofBorrower(UUID subjectId) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(borrowerKey);
            byte[] tag = mac.doFinal(subjectId.toString().getBytes(StandardCharsets.UTF_8));
            return BORROWER + subjectId + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA-256", e);
        }
    }

    private Optional<Caller> borrowerOf(String token) {
        String[] parts = token.split("[.]", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            UUID subjectId = UUID.fromString(parts[1]);
            byte[] own = ofBorrower(subjectId).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(own, token.getBytes(StandardCharsets.UTF_8))
                    ? Optional.of(new Caller(Role.BORROWER, subjectId.toString()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whose token it is. Every token is compared, each in constant time. */
    public Optional<Caller> callerOf(String token) {
        if (token.startsWith(BORROWER)) {
            return borrowerOf(token);
        }
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        Optional<Caller> found = Optional.empty();
        for (Issued one : issued) {
            if (MessageDigest.isEqual(one.token().getBytes(StandardCharsets.UTF_8), given)) {
                found = Optional.of(one.caller());
            }
        }
        return found;
    }

    /** The token of a user, for tests and for the demo's own clients. */
    public Optional<String> tokenOf(Caller caller) {
        return issued.stream()
                .filter(one -> one.caller().equals(caller))
                .map(Issued::token)
                .findFirst();
    }
}
