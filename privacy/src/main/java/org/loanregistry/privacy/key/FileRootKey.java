package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A root key in a file, wrapped (RFC 5649) under what Argon2id (RFC 9106) makes of a passphrase. Whoever has the file and the
 * passphrase has the key: they belong on two machines, or the passphrase in a person's hands.
 */
public final class FileRootKey implements RootKey {
    static final int KEY_BYTES = 32;

    private static final String FIRST_LINE = "loanreg root v1";
    private static final Pattern ARGON2 =
            Pattern.compile("argon2id m=([1-9][0-9]{0,6}) t=([1-9][0-9]?) p=([1-9][0-9]?) ([A-Za-z0-9+/]{22}==)");
    private static final Pattern ROOT = Pattern.compile("root ([0-9a-f]{16}) ([A-Za-z0-9+/]{54}==)");
    /** 19 MiB and two passes, the smaller of OWASP's recommendations of 2024; a file may say more. */
    private static final int MEMORY_KIB = 19_456;

    private static final int PASSES = 2;
    private static final int MAX_MEMORY_KIB = 1 << 20;
    private static final int SALT_BYTES = 16;

    private final SecretBytes key;
    private final String id;

    private FileRootKey(byte[] key) {
        this.key = new SecretBytes(key);
        this.id = "file:" + fingerprint(key);
    }

    /** Takes a copy of 32 key bytes, such as two shares gave back ({@link RootShare}). */
    static FileRootKey of(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a root key of " + key.length + " bytes, want " + KEY_BYTES);
        }
        return new FileRootKey(key.clone());
    }

    /** A new key; it is nowhere but in memory until {@link #save}. */
    public static FileRootKey generate(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new FileRootKey(key);
    }

    /**
     * Writes it to a new file, readable by its owner alone.
     *
     * @throws IllegalStateException if the file exists: a root key is never overwritten
     */
    public void save(Path file, byte[] passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] bytes = key.getEncoded();
        SecretBytes lock = derive(passphrase, salt, MEMORY_KIB, PASSES, 1);
        try {
            Base64.Encoder base64 = Base64.getEncoder();
            String text = FIRST_LINE + "\nargon2id m=" + MEMORY_KIB + " t=" + PASSES + " p=1 "
                    + base64.encodeToString(salt) + "\nroot " + fingerprint(bytes) + " "
                    + base64.encodeToString(new KeyWrap(lock).wrap(bytes)) + "\n";
            PrivateFile.create(file, text.getBytes(US_ASCII));
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("the root key file " + file + " exists and is not overwritten", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.destroy();
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Reads it.
     *
     * @throws VaultException if the passphrase is another or the file is altered
     * @throws IllegalStateException if the file is malformed, or others than its owner have access to it
     */
    public static FileRootKey open(Path file, byte[] passphrase) {
        try {
            PrivateFile.refuseIfOpenToOthers(file);
            List<String> lines = Files.readAllLines(file, US_ASCII);
            Matcher argon2 = line(ARGON2, lines, 1, file);
            Matcher root = line(ROOT, lines, 2, file);
            int memory = Integer.parseInt(argon2.group(1));
            if (!lines.getFirst().equals(FIRST_LINE) || lines.size() != 3 || memory > MAX_MEMORY_KIB) {
                throw malformed(file);
            }
            Base64.Decoder base64 = Base64.getDecoder();
            SecretBytes lock = derive(
                    passphrase,
                    base64.decode(argon2.group(4)),
                    memory,
                    Integer.parseInt(argon2.group(2)),
                    Integer.parseInt(argon2.group(3)));
            byte[] bytes = new KeyWrap(lock).unwrap(base64.decode(root.group(2)));
            lock.destroy();
            if (bytes.length != KEY_BYTES || !isOf(bytes, root.group(1))) {
                Arrays.fill(bytes, (byte) 0);
                throw new VaultException();
            }
            return new FileRootKey(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Matcher line(Pattern pattern, List<String> lines, int number, Path file) {
        Matcher line = pattern.matcher(lines.size() > number ? lines.get(number) : "");
        if (!line.matches()) {
            throw malformed(file);
        }
        return line;
    }

    private static IllegalStateException malformed(Path file) {
        return new IllegalStateException("the root key file " + file + " is malformed");
    }

    private static SecretBytes derive(byte[] passphrase, byte[] salt, int memoryKib, int passes, int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .build());
        byte[] derived = new byte[KEY_BYTES];
        generator.generateBytes(passphrase, derived);
        return new SecretBytes(derived);
    }

    /** The first eight bytes of {@code HMAC(HKDF(key, "LPR1 id"))}: tells roots apart and says nothing of the key. */
    static String fingerprint(byte[] key) {
        return HexFormat.of().formatHex(Derivation.SHA_256.id(key, "LPR1 id"), 0, 8);
    }

    private static boolean isOf(byte[] key, String fingerprint) {
        return MessageDigest.isEqual(fingerprint(key).getBytes(US_ASCII), fingerprint.getBytes(US_ASCII));
    }

    /** Three shares, any two of which give the key back, for three people. */
    public List<RootShare> shares(SecureRandom random) {
        byte[] bytes = key.getEncoded();
        try {
            return RootShare.split(bytes, random);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(byte[] secret) {
        return new KeyWrap(open()).wrap(secret);
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        return new KeyWrap(open()).unwrap(wrapped);
    }

    private SecretBytes open() {
        if (key.isDestroyed()) {
            throw new VaultException();
        }
        return key;
    }

    @Override
    public void close() {
        key.destroy();
    }

    /** Its id only. */
    @Override
    public String toString() {
        return "FileRootKey[" + id + "]";
    }
}
