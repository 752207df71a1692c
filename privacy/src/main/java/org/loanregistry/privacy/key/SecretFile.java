package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** A passphrase, PIN, token or share in a file that its owner alone reads. */
public final class SecretFile {
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_BYTES = 4096;

    private SecretFile() {}

    /**
     * The secret, without the line end that editors add; the caller wipes it.
     *
     * @throws IllegalStateException if the file is missing, empty, longer than 4,096 bytes or open to others
     */
    public static byte[] read(Path file) {
        try {
            if (Files.notExists(file)) {
                throw new IllegalStateException("the secret file " + file + " is missing");
            }
            PrivateFile.refuseIfOpenToOthers(file);
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalStateException("the secret file " + file + " is longer than " + MAX_BYTES + " bytes");
            }
            byte[] content = Files.readAllBytes(file);
            int length = content.length;
            while (length > 0 && (content[length - 1] == '\n' || content[length - 1] == '\r')) {
                length--;
            }
            byte[] secret = Arrays.copyOf(content, length);
            Arrays.fill(content, (byte) 0);
            if (length == 0) {
                throw new IllegalStateException("the secret file " + file + " is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes 32 random bytes in Base64, unless the file is there. */
    public static void generateIfAbsent(Path file, SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        try {
            PrivateFile.create(file, (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(US_ASCII));
        } catch (FileAlreadyExistsException e) {
            // Another process was first, or it was put there: it is the one.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Writes it.
     *
     * @throws IllegalStateException if the file exists
     */
    public static void create(Path file, byte[] content) {
        try {
            PrivateFile.create(file, content);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("the file " + file + " exists and is not overwritten", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
