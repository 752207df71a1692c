package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessGrant;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.privacy.access.AccessPolicy;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.privacy.access.Actor;
import org.loanregistry.privacy.access.Basis;
import org.loanregistry.privacy.access.Fact;
import org.loanregistry.privacy.access.Facts;
import org.loanregistry.privacy.access.FieldCatalogue;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.privacy.access.Role;
import org.loanregistry.privacy.access.Ruling;
import org.loanregistry.registry.borrower.TenantSecrets;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** The access log on a real database: what is durable before a grant exists, and what no administrator changes unseen. */
class AccessJournalTest {
    private TestRegistry registry;

    @BeforeEach
    void create() {
        registry = TestRegistry.create();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private AccessDesk desk(Fact... facts) {
        Set<Fact> known = EnumSet.noneOf(Fact.class);
        known.addAll(List.of(facts));
        return new AccessDesk(
                AccessPolicy.standard(),
                FieldCatalogue.parse("name IDENTITY NAME"),
                _ -> Facts.of(known, new Basis(Basis.Type.CONTRACT, "c-1")),
                (_, _) -> true,
                registry.bean(AccessJournal.class),
                registry.bean(TenantSecrets.class)::pseudonyms,
                InstantSource.system());
    }

    private static AccessRequest request(String subject) {
        return new AccessRequest(
                "req-1",
                new Actor("u-1", Role.ORIGINATING_LENDER, "bank-a", "s-1", Actor.Strength.SINGLE),
                Purpose.SERVICING,
                "bank-a",
                subject,
                Map.of("name", AccessLevel.FULL),
                1,
                "test");
    }

    private static AccessGrant granted(Ruling ruling) {
        return assertInstanceOf(Ruling.Granted.class, ruling).grant();
    }

    private List<LoggedEntry> rows() {
        return registry.bean(Database.class).read(tx -> new AccessEntryStore().between(tx, 0, Long.MAX_VALUE));
    }

    /** The leaf hashes that the rows lead to as they are now, each after the one before. */
    private List<Hash> rebuilt() {
        List<Hash> hashes = new ArrayList<>();
        @Nullable Hash previous = null;
        for (LoggedEntry row : rows()) {
            previous = registry.bean(EntryCommitment.class).of(row, previous).leafHash();
            hashes.add(previous);
        }
        return hashes;
    }

    private List<Hash> logged() {
        registry.integrateAll();
        registry.anchorWithoutLedger(LogName.ACCESS);
        return registry.bean(Database.class).read(tx -> {
            var log =
                    registry.bean(LogReader.class).published(tx, LogName.ACCESS).orElseThrow();
            return IntStream.range(0, (int) log.treeSize())
                    .mapToObj(index -> TreeHash.leaf(log.leafData(index)))
                    .toList();
        });
    }

    private static Map<?, ?> json(LoggedEntry row) {
        return (Map<?, ?>) CanonicalJson.parse(row.entry());
    }

    @Test
    void an_intent_is_durable_before_the_grant_exists_and_a_result_closes_it() {
        try (var grant = granted(desk(Fact.RELATED, Fact.CONTRACT).rule(request("s-1")))) {
            assertEquals(0, grant.entryNumber());
            assertEquals(1, registry.count("access_entry where phase = 'INTENT' and outcome = 'OPEN'"));
        }
        var rows = rows();
        assertEquals(2, rows.size());
        assertEquals("NOT_REVEALED", json(rows.get(1)).get("outcome"));
        assertEquals(0L, json(rows.get(1)).get("intent"));
        assertEquals(rows.get(0).leafHash().toHex(), json(rows.get(1)).get("prev"));
    }

    @Test
    void a_refusal_is_an_entry_too() {
        var denied = assertInstanceOf(Ruling.Denied.class, desk().rule(request("s-1")));
        assertEquals(0, denied.entryNumber());
        assertEquals(1, registry.count("access_entry where phase = 'INTENT' and outcome = 'REFUSED'"));
    }

    @Test
    void each_entry_is_the_leaf_of_its_number_and_commits_to_the_leaf_before() {
        for (int i = 0; i < 5; i++) {
            granted(desk(Fact.RELATED, Fact.CONTRACT).rule(request("s-" + i))).close();
        }
        var rows = rows();
        assertEquals(10, rows.size());
        assertEquals(rows.stream().map(LoggedEntry::leafHash).toList(), rebuilt());
        assertEquals(rebuilt(), logged());
    }

    @Test
    void the_chain_has_no_gap_and_no_fork_when_many_ask_at_once() throws Exception {
        var desk = desk(Fact.RELATED, Fact.CONTRACT);
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                var request = request("s-" + i);
                work.add(() -> {
                    try (var grant = granted(desk.rule(request))) {
                        return grant.entryNumber();
                    }
                });
            }
            Set<Long> numbers = new HashSet<>();
            for (var done : threads.invokeAll(work)) {
                numbers.add(done.get());
            }
            assertEquals(60, numbers.size());
        }
        assertEquals(120, rows().size());
        assertEquals(rebuilt(), logged());
    }

    @Test
    void a_person_stands_under_a_pseudonym_that_another_registry_does_not_give() {
        desk().rule(request("s-1"));
        desk().rule(request("s-1"));
        desk().rule(request("s-2"));
        var subjects = rows().stream().map(LoggedEntry::subject).toList();
        assertEquals(subjects.get(0), subjects.get(1));
        assertEquals(2, Set.copyOf(subjects).size());
        try (var other = TestRegistry.create()) {
            assertTrue(!other.bean(TenantSecrets.class)
                    .pseudonyms("bank-a")
                    .of("s-1")
                    .equals(subjects.get(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke insert on access_entry from loanreg_app", "revoke insert on leaf from loanreg_app"})
    void without_the_right_to_write_the_log_nothing_is_granted(String sql) {
        var desk = desk(Fact.RELATED, Fact.CONTRACT);
        registry.asOwner(sql);
        assertThrows(RuntimeException.class, () -> desk.rule(request("s-1")));
        assertEquals(0, registry.count("access_entry"));
        assertEquals(0, registry.count("leaf where log_id = 2"));
    }

    @Test
    void without_a_connection_nothing_is_granted() {
        var desk = desk(Fact.RELATED, Fact.CONTRACT);
        ((HikariDataSource) registry.bean(DataSource.class)).close();
        assertThrows(RuntimeException.class, () -> desk.rule(request("s-1")));
    }

    @Test
    void a_result_that_cannot_be_written_is_told_so_that_no_answer_leaves() {
        var grant = granted(desk(Fact.RELATED, Fact.CONTRACT).rule(request("s-1")));
        registry.asOwner("revoke insert on access_entry from loanreg_app");
        assertThrows(RuntimeException.class, grant::close);
        assertEquals(1, registry.count("access_entry where outcome = 'OPEN'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update access_entry set actor = 'u-2'",
                "delete from access_entry",
                "truncate access_entry",
                "update tenant_secret set created_at = now()"
            })
    void even_the_owner_is_refused_a_change(String sql) {
        desk().rule(request("s-1"));
        assertThrows(IllegalStateException.class, () -> registry.asOwner(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update access_entry set entry = replace(entry, 'u-1', 'u-9') where number = 1",
                "update access_entry set subject = repeat('0', 32) where number = 1",
                "update access_entry set epoch_seconds = epoch_seconds - 1 where number = 1",
                "delete from access_entry where number = 1"
            })
    void an_entry_that_was_edited_or_dropped_does_not_lead_to_the_logged_leaves(String sql) {
        for (int i = 0; i < 3; i++) {
            desk().rule(request("s-1"));
        }
        var logged = logged();
        assertEquals(logged, rebuilt());
        registry.asOwner("alter table access_entry disable trigger all");
        registry.asOwner(sql);
        assertTrue(!logged.equals(rebuilt()));
    }
}
