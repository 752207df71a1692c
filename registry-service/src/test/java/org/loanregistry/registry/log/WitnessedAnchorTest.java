package org.loanregistry.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.registry.cosign.WitnessPanel;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.SignedNote;

/** Anchoring with the witnesses of three banks, of which two must cosign: real witnesses, real network, real contract. */
@SuppressWarnings("NullAway.Init")
class WitnessedAnchorTest {
    private static final LogName LOG = LogName.RECORDS;
    private static final TestLedger LEDGER = TestLedger.running();
    private static final long STALENESS = 1_000;
    private static AnchorLedger bank;

    private final Random random = new Random(5);
    private final List<AutoCloseable> opened = new ArrayList<>();
    /** How far the clocks of service and witnesses are ahead of the ledger's. */
    private volatile long ahead;

    private final BankWitness bankA = witness("BankA");
    private final BankWitness bankB = witness("BankB");
    private final BankWitness bankC = witness("BankC");
    private TestRegistry registry;
    private Anchorer anchorer;

    @BeforeAll
    static void connect() {
        bank = LEDGER.connect("BankC", "client");
    }

    @AfterAll
    static void disconnect() {
        bank.close();
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : opened.reversed()) {
            each.close();
        }
    }

    private Instant now() {
        return Instant.now().plusSeconds(ahead);
    }

    private BankWitness witness(String mspId) {
        var witness = new BankWitness(LEDGER, mspId, this::now);
        opened.add(witness);
        return witness;
    }

    private void start(long minInterval, String... urls) {
        registry = TestRegistry.create(Map.of(
                "registry.host",
                TestLedger.host(),
                "registry.ledger-profile",
                LEDGER.profile("RegistryOperator", "client").toString(),
                "registry.witness.addresses",
                String.join(",", urls),
                "registry.witness.deadline",
                "5s"));
        opened.add(registry);
        var witnesses = List.of(bankA.inTerms(), bankB.inTerms(), bankC.inTerms());
        LEDGER.register(
                registry.bean(SigningKeys.class).of(LOG).verifierKey(),
                new LogTerms(witnesses, 2, 0, STALENESS, minInterval));
        anchorer = new Anchorer(
                LOG,
                origin(),
                registry.bean(Database.class),
                registry.bean(LedgerLink.class).ledger().orElseThrow(),
                registry.bean(HistoryGuard.class),
                registry.bean(WitnessPanel.class),
                this::now);
    }

    private void startWithAll() {
        start(0, bankA.url(), bankB.url(), bankC.url());
    }

    private String origin() {
        return registry.bean(Settings.class).origin(LOG);
    }

    private void grow(int leaves) {
        registry.queue(random, leaves, "bank-a");
        registry.integrateAll();
    }

    private AnchoredCheckpoint anchored() {
        var head = assertInstanceOf(AnchorStep.Anchored.class, anchorer.step()).head();
        assertEquals(registry.size(), head.checkpoint().treeSize());
        assertEquals(Optional.of(head), bank.head(origin()));
        assertEquals(head.note(), published().orElseThrow());
        return head;
    }

    private Optional<SignedNote> published() {
        var reader = registry.bean(LogReader.class);
        return registry.database().read(tx -> reader.published(tx, LOG).map(PublishedLog::note));
    }

    private static long cosignedBy(AnchoredCheckpoint head, BankWitness... witnesses) {
        return List.of(witnesses).stream()
                .filter(witness -> head.note().signatures().stream()
                        .anyMatch(line -> witness.inTerms()
                                .key()
                                .cosignedAt(head.note().body(), line)
                                .isPresent()))
                .count();
    }

    @Test
    void a_head_is_anchored_and_published_with_the_cosignatures_of_the_banks() {
        startWithAll();
        grow(300);
        assertTrue(cosignedBy(anchored(), bankA, bankB, bankC) >= 2);
        grow(5);
        assertTrue(cosignedBy(anchored(), bankA, bankB, bankC) >= 2);
        assertInstanceOf(AnchorStep.UpToDate.class, anchorer.step());
    }

    @Test
    void with_one_of_three_banks_away_it_goes_on() {
        startWithAll();
        grow(5);
        anchored();
        bankB.goAway();
        grow(5);
        assertEquals(2, cosignedBy(anchored(), bankA, bankC));
        bankB.comeBack();
        bankA.goAway();
        grow(5);
        assertEquals(2, cosignedBy(anchored(), bankB, bankC), "the one that came back goes on from the ledger's head");
    }

    @Test
    void with_two_away_anchoring_waits_and_catches_up_with_one_anchor() {
        startWithAll();
        grow(5);
        var before = anchored();
        bankA.goAway();
        bankB.goAway();
        for (int leaves : List.of(40, 300, 7)) {
            grow(leaves);
            var waiting = assertInstanceOf(AnchorStep.FewCosignatures.class, anchorer.step());
            assertEquals(1, waiting.cosigned());
            assertEquals(2, waiting.wanted());
            assertEquals(2, waiting.troubles().size());
        }
        assertEquals(Optional.of(before), bank.head(origin()));
        bankA.comeBack();
        var after = anchored();
        assertEquals(
                Optional.of(after),
                bank.checkpointAtOrAfter(origin(), before.checkpoint().treeSize() + 1));
    }

    @Test
    void a_bank_whose_peer_is_away_still_cosigns() {
        startWithAll();
        grow(5);
        anchored();
        LEDGER.faults().peerAway("BankB", true);
        try {
            grow(5);
            assertInstanceOf(AnchorStep.Anchored.class, anchorer.step());
        } finally {
            LEDGER.faults().peerAway("BankB", false);
        }
    }

    @Test
    void without_any_witness_nothing_is_anchored() {
        start(0);
        grow(5);
        var waiting = assertInstanceOf(AnchorStep.FewCosignatures.class, anchorer.step());
        assertEquals(0, waiting.cosigned());
        assertEquals(Optional.empty(), bank.head(origin()));
        assertEquals(Optional.empty(), published());
    }

    @Test
    void whoever_answers_nonsense_counts_for_nothing() throws IOException {
        var answer = new String[] {"nonsense"};
        var liar = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        opened.add(() -> liar.stop(0));
        liar.createContext("/", exchange -> {
            var body = answer[0].getBytes(UTF_8);
            exchange.sendResponseHeaders(answer[0].equals("7\n") ? 409 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        liar.start();
        start(0, "http://127.0.0.1:" + liar.getAddress().getPort(), bankA.url(), bankB.url());
        grow(9);
        var head = anchored();
        var line = head.note().signatures().getLast().toLine();
        for (var nonsense : List.of("", line, "x".repeat(100_000), "7\n", "— BankC/witness AAAA\n")) {
            answer[0] = nonsense;
            grow(1);
            assertEquals(2, cosignedBy(anchored(), bankA, bankB), nonsense);
        }
        bankB.goAway();
        answer[0] = line;
        grow(1);
        var waiting = assertInstanceOf(AnchorStep.FewCosignatures.class, anchorer.step());
        assertTrue(
                waiting.troubles().stream().anyMatch(trouble -> trouble.contains("no line of a witness")),
                waiting.troubles()::toString);
    }

    @Test
    void a_witness_that_is_named_twice_counts_once() {
        start(0, bankA.url(), bankA.url(), bankA.url());
        grow(5);
        assertEquals(
                1,
                assertInstanceOf(AnchorStep.FewCosignatures.class, anchorer.step())
                        .cosigned());
    }

    @Test
    void a_head_that_grows_old_is_made_newer_without_a_new_tree() {
        startWithAll();
        grow(5);
        var first = anchored();
        assertInstanceOf(AnchorStep.UpToDate.class, anchorer.step());
        ahead = STALENESS / 2 + 10;
        var beat = anchored();
        assertEquals(first.checkpoint(), beat.checkpoint());
        assertTrue(beat.epochSeconds() >= first.epochSeconds() + STALENESS / 2);
        assertInstanceOf(AnchorStep.UpToDate.class, anchorer.step());
        grow(5);
        anchored();
    }

    @Test
    void the_agreed_interval_between_two_heads_is_kept() {
        start(300, bankA.url(), bankB.url(), bankC.url());
        grow(5);
        var first = anchored();
        grow(5);
        assertInstanceOf(AnchorStep.UpToDate.class, anchorer.step());
        assertEquals(Optional.of(first), bank.head(origin()));
        ahead = 310;
        anchored();
    }
}
