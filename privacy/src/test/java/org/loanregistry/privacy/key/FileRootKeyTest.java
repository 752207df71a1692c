package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A root key in a file under a passphrase, and its three shares. */
class FileRootKeyTest extends RootKeyContract {
    private static final byte[] PASSPHRASE = "correct horse battery staple".getBytes(UTF_8);

    @Override
    RootKey root(String name) {
        Path file = folder.resolve(name + ".root");
        if (Files.notExists(file)) {
            try (FileRootKey made = FileRootKey.generate(random)) {
                made.save(file, PASSPHRASE, random);
            }
        }
        return FileRootKey.open(file, PASSPHRASE);
    }

    private Path saved() {
        root("one").close();
        return folder.resolve("one.root");
    }

    @Test
    void another_passphrase_is_refused_and_a_root_is_never_overwritten() {
        Path file = saved();
        assertThrows(VaultException.class, () -> FileRootKey.open(file, "wrong".getBytes(UTF_8)));
        assertThrows(VaultException.class, () -> FileRootKey.open(file, new byte[0]));
        try (FileRootKey other = FileRootKey.generate(random)) {
            assertThrows(IllegalStateException.class, () -> other.save(file, PASSPHRASE, random));
        }
        FileRootKey.open(file, PASSPHRASE).close();
    }

    @Test
    void the_file_is_the_owners_alone_or_refused() throws IOException {
        Path file = saved();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(IllegalStateException.class, () -> FileRootKey.open(file, PASSPHRASE));
    }

    @Test
    void a_malformed_file_and_one_that_asks_for_too_much_memory_are_refused() throws IOException {
        Path file = saved();
        String text = Files.readString(file);
        for (String other : List.of(
                "",
                text.replace("root v1", "root v2"),
                text.replace("argon2id", "argon2d"),
                text.replace("m=19456", "m=9999999"),
                text.replace("t=2", "t=0"),
                text + text.lines().toList().getLast() + "\n")) {
            Files.writeString(file, other);
            assertThrows(IllegalStateException.class, () -> FileRootKey.open(file, PASSPHRASE), other);
        }
        Files.writeString(file, text.replace("t=2", "t=3"));
        assertThrows(VaultException.class, () -> FileRootKey.open(file, PASSPHRASE));
    }

    @Test
    void any_two_of_three_shares_give_the_key_back() {
        try (FileRootKey root = FileRootKey.generate(random)) {
            byte[] wrapped = root.wrap(new byte[32]);
            List<RootShare> shares = root.shares(random).stream()
                    .map(share -> RootShare.parse(share.toText() + "\n"))
                    .toList();
            assertEquals(3, shares.size());
            for (RootShare one : shares) {
                for (RootShare other : shares) {
                    if (one != other) {
                        FileRootKey joined = one.join(other);
                        assertEquals(root.id(), joined.id());
                        assertArrayEquals(new byte[32], joined.unwrap(wrapped));
                    }
                }
            }
        }
    }

    @Test
    void one_share_twice_two_roots_and_an_altered_share_are_refused() {
        FileRootKey root = FileRootKey.generate(random);
        List<RootShare> shares = root.shares(random);
        RootShare foreign = FileRootKey.generate(random).shares(random).get(1);
        assertThrows(IllegalArgumentException.class, () -> shares.get(0).join(shares.get(0)));
        assertThrows(IllegalArgumentException.class, () -> shares.get(0).join(foreign));
        // Shares of one root from two splittings do not fit each other.
        assertThrows(
                VaultException.class,
                () -> shares.get(0).join(root.shares(random).get(1)));
        String text = shares.get(0).toText();
        int at = text.length() - 10;
        RootShare altered =
                RootShare.parse(text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1));
        assertThrows(VaultException.class, () -> altered.join(shares.get(1)));
    }

    @Test
    void what_is_no_share_is_refused_without_being_shown() {
        String share = FileRootKey.generate(random).shares(random).getFirst().toText();
        String secret = share.substring(share.length() - 44);
        for (String text : List.of(
                "",
                "x",
                share.replace("v1", "v2"),
                share + "A",
                share.replaceFirst(" [123] ", " 4 "),
                share + "\n" + share)) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> RootShare.parse(text), text);
            assertFalse(String.valueOf(refusal.getMessage()).contains(secret));
        }
        assertFalse(RootShare.parse(share).toString().contains(secret));
    }

    @Test
    void a_share_alone_fits_every_key() {
        // For each value of a byte there is a slope that leads to the share's byte: here all 256 turn up.
        boolean[] seen = new boolean[256];
        byte[] key = new byte[32];
        for (int i = 0; i < 2_000; i++) {
            String text = RootShare.split(key, random).getFirst().toText();
            byte[] values = Base64.getDecoder().decode(text.substring(text.length() - 44));
            for (byte value : values) {
                seen[value & 0xff] = true;
            }
        }
        for (int value = 0; value < 256; value++) {
            assertTrue(seen[value], "share byte " + value);
        }
    }

    @Test
    void a_closed_root_wraps_no_more() {
        FileRootKey root = FileRootKey.generate(random);
        byte[] wrapped = root.wrap(new byte[32]);
        root.close();
        assertThrows(VaultException.class, () -> root.wrap(new byte[32]));
        assertThrows(VaultException.class, () -> root.unwrap(wrapped));
    }
}
