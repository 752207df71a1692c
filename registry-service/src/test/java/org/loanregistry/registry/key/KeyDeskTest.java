package org.loanregistry.registry.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.key.RootKey;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.borrower.Applicant;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.borrower.BorrowerIdentity;
import org.loanregistry.registry.borrower.Enrolment;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.log.RegistryVault;
import org.loanregistry.registry.log.TestRegistry;

class KeyDeskTest {
    private static final String REGISTRY_MISSING =
            "generation 1 of tenant registry, which wraps 1 of the data keys, is not in keys/tenant.keys";
    private static final byte[] PLAIN = {1, 2, 3};

    @SuppressWarnings("NullAway.Init")
    private TestRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private KeyDesk desk;

    private int borrowers;

    @BeforeEach
    void start() {
        registry = TestRegistry.create();
        desk = registry.bean(KeyDesk.class);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private UUID enrol(String tenant) {
        borrowers++;
        var identity = new BorrowerIdentity("ref-" + borrowers, "张三", "11010519491231002X", "13800138000");
        var enrolled = registry.bean(Database.class)
                .inTransaction(tx -> registry.bean(BorrowerDirectory.class)
                        .enrol(tx, List.of(new Applicant(tenant, identity)))
                        .getFirst());
        return ((Enrolment.Enrolled) enrolled).borrower().subjectId();
    }

    private String name(UUID subject) {
        return registry.bean(Database.class)
                .read(tx -> registry.bean(BorrowerDirectory.class).identities(tx, Set.of(subject)))
                .values()
                .iterator()
                .next()
                .name();
    }

    private List<String> status() {
        return desk.status().stream()
                .map(one -> one.tenant() + " " + one.generation() + (one.newest() ? " newest " : " ")
                        + (one.present() ? "" : "absent ") + one.dataKeys())
                .toList();
    }

    /** A desk over the same database, with the key file of somewhere else. */
    private KeyDesk deskWith(Path file) {
        return new KeyDesk(
                registry.bean(Database.class),
                TenantKeys.open(file, registry.bean(RootKey.class), new SecureRandom()),
                InstantSource.system());
    }

    @Test
    void keys_that_open_what_is_there_have_no_fault() {
        enrol("bank-a");
        enrol("bank-b");
        assertEquals(List.of(), desk.faults());
        desk.rotate("bank-a", _ -> {});
        assertEquals(List.of(), desk.faults());
        desk.destroy("bank-a", 1);
        assertEquals(List.of(), desk.faults(), "destroyed, and wraps nothing");
    }

    @Test
    void a_key_file_without_a_generation_that_is_in_use_is_named(@TempDir Path folder) {
        enrol("bank-a");
        enrol("bank-a");
        assertEquals(
                List.of(
                        "generation 1 of tenant bank-a, which wraps 2 of the data keys, is not in keys/tenant.keys",
                        REGISTRY_MISSING),
                deskWith(folder.resolve("tenant.keys")).faults());
    }

    @Test
    void a_key_file_whose_generation_is_another_than_the_one_in_use_is_named(@TempDir Path folder) {
        enrol("bank-a");
        enrol("bank-b");
        var other = deskWith(folder.resolve("tenant.keys"));
        TenantKeys.open(folder.resolve("tenant.keys"), registry.bean(RootKey.class), new SecureRandom())
                .rotate("bank-a");
        assertEquals(
                List.of(
                        "generation 1 of tenant bank-a in keys/tenant.keys is not the one that wraps 1 of the data keys",
                        "generation 1 of tenant bank-b, which wraps 1 of the data keys, is not in keys/tenant.keys",
                        REGISTRY_MISSING),
                other.faults());
    }

    @Test
    void a_rotation_wraps_every_data_key_anew_and_what_they_sealed_stays() {
        List<UUID> subjects = new ArrayList<>();
        for (int i = 0; i < 520; i++) { // more than a batch
            subjects.add(enrol("bank-a"));
        }
        UUID other = enrol("bank-b");
        byte[] envelope = registry.bean(RegistryVault.class).seal("t", "1", "c", PLAIN);
        List<Long> progress = new ArrayList<>();
        assertEquals(2, desk.rotate("bank-a", progress::add));
        assertEquals(2, desk.rotate("registry", progress::add));
        assertEquals(List.of(500L, 520L, 1L), progress);
        assertEquals(
                List.of(
                        "bank-a 1 0",
                        "bank-a 2 newest 520",
                        "bank-b 1 newest 1",
                        "registry 1 0",
                        "registry 2 newest 1"),
                status());
        desk.destroy("bank-a", 1);
        desk.destroy("registry", 1);
        assertEquals(List.of("bank-a 2 newest 520", "bank-b 1 newest 1", "registry 2 newest 1"), status());
        assertEquals("张三", name(subjects.getFirst()));
        assertEquals("张三", name(subjects.getLast()));
        assertEquals("张三", name(other));
        assertEquals(3, registry.bean(RegistryVault.class).open("t", "1", "c", envelope).length);
    }

    @Test
    void a_generation_in_use_is_not_destroyed() {
        UUID subject = enrol("bank-a");
        registry.bean(TenantKeys.class).rotate("bank-a");
        var refused = assertThrows(IllegalStateException.class, () -> desk.destroy("bank-a", 1));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("1 data keys of bank-a"), refused.getMessage());
        assertEquals("张三", name(subject));
        assertEquals(1, desk.rewrap("bank-a", _ -> {}));
        desk.destroy("bank-a", 1);
        assertEquals("张三", name(subject));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void the_newest_and_unknown_generations_are_not_destroyed(int generation) {
        enrol("bank-a");
        assertThrows(IllegalArgumentException.class, () -> desk.destroy("bank-a", generation));
        assertEquals("bank-a 1 newest 1", status().getFirst());
    }

    @Test
    void a_tenant_without_a_key_is_refused_in_every_way() {
        assertThrows(IllegalArgumentException.class, () -> desk.rotate("bank-a", _ -> {}));
        assertThrows(IllegalArgumentException.class, () -> desk.rewrap("bank-a", _ -> {}));
        assertThrows(IllegalArgumentException.class, () -> desk.destroy("bank-a", 1));
        assertEquals(List.of(), status());
    }

    @Test
    void the_database_takes_no_key_under_a_destroyed_generation_and_no_other_change_of_a_key() {
        enrol("bank-a");
        desk.rotate("bank-a", _ -> {});
        desk.destroy("bank-a", 1);
        for (String sql : List.of(
                "insert into subject_key select gen_random_uuid(), tenant, sha256('x'), 1, wrapped from subject_key",
                "update subject_key set kek_generation = 1",
                "update subject_key set kek_generation = 3, kid = sha256('x')",
                "update subject_key set wrapped = wrapped",
                "update destroyed_kek set generation = 2",
                "delete from destroyed_kek")) {
            assertThrows(IllegalStateException.class, () -> registry.asOwner(sql), sql);
        }
    }

    @Test
    void a_copy_of_the_database_from_before_the_rotation_opens_no_more() {
        UUID subject = enrol("bank-a");
        registry.asOwner("create table backup as select * from subject_key");
        desk.rotate("bank-a", _ -> {});
        desk.destroy("bank-a", 1);
        registry.asOwner("alter table subject_key disable trigger all");
        registry.asOwner("update subject_key set kek_generation = b.kek_generation, wrapped = b.wrapped from backup b");
        assertThrows(VaultException.class, () -> name(subject));
    }

    @Test
    void another_process_on_the_same_keys_wraps_under_the_new_generation_within_50_milliseconds() {
        enrol("bank-a");
        KeyFolder beside = new KeyFolder(registry.home(), new SecureRandom());
        assertEquals(2, beside.tenantKeys(beside.root(settings(null))).rotate("bank-a"));
        long rotated = System.nanoTime();
        while (System.nanoTime() - rotated < 60_000_000) {
            Thread.onSpinWait();
        }
        enrol("bank-a");
        assertEquals(List.of("bank-a 1 1", "bank-a 2 newest 1", "registry 1 newest 1"), status());
    }

    @Test
    void a_rotation_wraps_each_of_the_registrys_keys_anew_and_all_of_them_still_open() {
        byte[] first = registry.newVault().seal("t", "1", "c", PLAIN);
        registry.asOwner("update registry_key set writes = 1048576");
        byte[] second = registry.newVault().seal("t", "2", "c", PLAIN);
        assertEquals(List.of("registry 1 newest 2"), status());
        desk.rotate("registry", _ -> {});
        desk.destroy("registry", 1);
        assertEquals(List.of("registry 2 newest 2"), status());
        assertEquals(List.of(), desk.faults());
        assertArrayEquals(PLAIN, registry.newVault().open("t", "1", "c", first));
        assertArrayEquals(PLAIN, registry.newVault().open("t", "2", "c", second));
    }

    @Test
    void two_of_three_shares_bring_the_lost_root_back() throws Exception {
        UUID subject = enrol("bank-a");
        Path keys = registry.home().resolve("keys");
        KeyEscrow escrow = KeyEscrow.of(registry.home(), new SecureRandom());
        List<Path> shares = escrow.shares(null, keys.resolve("shares"));
        assertEquals(3, shares.size());
        assertThrows(IllegalStateException.class, () -> escrow.shares(null, keys.resolve("shares")), "overwritten");
        assertThrows(IllegalStateException.class, () -> escrow.restore(shares.get(0), shares.get(2), null), "there");
        Files.delete(keys.resolve("root.key"));
        Files.delete(keys.resolve("root.passphrase"));
        KeyFolder folder = new KeyFolder(registry.home(), new SecureRandom());
        var missing = assertThrows(IllegalStateException.class, () -> folder.root(settings(null)));
        assertTrue(String.valueOf(missing.getMessage()).contains("loanreg keys restore"), missing.getMessage());
        assertThrows(IllegalArgumentException.class, () -> escrow.restore(shares.get(1), shares.get(1), null));
        assertEquals(folder.rootFile(), keys.resolve("root.key"));
        escrow.restore(shares.get(2), shares.get(0), null);
        var opened = folder.tenantKeys(folder.root(settings(null)));
        assertEquals(Set.of("bank-a", "registry"), opened.generations().keySet());
        assertEquals("张三", name(subject));
    }

    @Test
    void shares_of_two_registries_are_not_joined() {
        Path here = registry.home().resolve("shares");
        KeyEscrow.of(registry.home(), new SecureRandom()).shares(null, here);
        try (TestRegistry other = TestRegistry.create()) {
            other.bean(TenantKeys.class);
            Path there = other.home().resolve("shares");
            KeyEscrow escrow = KeyEscrow.of(other.home(), new SecureRandom());
            escrow.shares(null, there);
            assertTrue(other.home().resolve("keys/root.key").toFile().delete());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> escrow.restore(here.resolve("root-share-1.txt"), there.resolve("root-share-2.txt"), null));
        }
    }

    @Test
    void a_root_is_not_moved_to_itself_nor_read_where_others_can_read_it() throws Exception {
        enrol("bank-a");
        Path file = registry.home().resolve("keys/root.key");
        KeyEscrow escrow = KeyEscrow.of(registry.home(), new SecureRandom());
        var same = assertThrows(IllegalStateException.class, () -> escrow.move(settings(null), settings(null)));
        assertTrue(String.valueOf(same.getMessage()).contains("exists and is not overwritten"), same.getMessage());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        KeyFolder folder = new KeyFolder(registry.home(), new SecureRandom());
        var open = assertThrows(IllegalStateException.class, () -> folder.root(settings(null)));
        assertTrue(String.valueOf(open.getMessage()).contains("chmod 600"), open.getMessage());
    }

    @Test
    void a_registry_whose_passphrase_is_another_does_not_open() throws Exception {
        enrol("bank-a");
        Path passphrase = registry.home().resolve("keys/root.passphrase");
        Files.writeString(passphrase, "another\n");
        KeyFolder folder = new KeyFolder(registry.home(), new SecureRandom());
        assertThrows(VaultException.class, () -> folder.root(settings(null)));
        Files.writeString(passphrase, "\n");
        assertThrows(IllegalStateException.class, () -> folder.root(settings(null)), "empty");
        Files.delete(passphrase);
        assertThrows(IllegalStateException.class, () -> folder.root(settings(null)), "missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS11", "TRANSIT"})
    void a_root_without_its_settings_names_the_one_that_is_missing(String kind) {
        KeyFolder folder = new KeyFolder(registry.home(), new SecureRandom());
        var bare = new RootSettings(RootKind.valueOf(kind), null, "loanreg", null, 0, null);
        var missing = assertThrows(IllegalStateException.class, () -> folder.root(bare));
        assertTrue(String.valueOf(missing.getMessage()).startsWith("registry.root."), missing.getMessage());
    }

    private static RootSettings settings(@org.jspecify.annotations.Nullable Path secretFile) {
        return new RootSettings(RootKind.FILE, secretFile, "loanreg", null, 0, null);
    }
}
