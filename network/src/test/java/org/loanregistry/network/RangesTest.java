package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Range queries and the phantoms that they may meet. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ParameterizedClass
@EnumSource
final class RangesTest {
    @TempDir
    static Path home;

    private static TestNetwork network;
    private static Contract contract;

    RangesTest(LedgerKind kind) {
        assertNotNull(kind); // the networks are static: starting one takes seconds
    }

    @BeforeParameterizedClassInvocation
    static void start(LedgerKind kind) throws Exception {
        network = TestNetwork.on(kind, home);
        contract = network.client("BankA").contract();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        network.close();
    }

    private static List<String> scan(String start, String end) throws Exception {
        String found = new String(contract.evaluateTransaction("scan", start, end), UTF_8);
        return found.isEmpty() ? List.of() : List.of(found.split(" ", -1));
    }

    private static Transaction endorsed(String function, String... arguments) throws Exception {
        return contract.newProposal(function).addArguments(arguments).build().endorse();
    }

    private static TxValidationCode code(Transaction transaction) throws Exception {
        return transaction.submitAsync().getStatus().getCode();
    }

    @Test
    void a_range_has_its_start_and_not_its_end_in_the_order_of_the_keys() throws Exception {
        contract.submitTransaction("fill", "ordered", "5");
        assertEquals(List.of("ordered0001", "ordered0002"), scan("ordered0001", "ordered0003"));
        assertEquals(List.of(), scan("ordered0003", "ordered0003"));
        assertEquals(List.of(), scan("ordered0004", "ordered0001"));
        assertEquals(List.of("ordered0004"), scan("ordered0004", "ordered9"));
        assertTrue(scan("ordered0004", "").contains("ordered0004"));
    }

    @Test
    void a_long_range_comes_in_several_answers_without_a_gap() throws Exception {
        contract.submitTransaction("fill", "long", "250");
        assertEquals(
                IntStream.range(0, 250)
                        .mapToObj(i -> String.format(Locale.ROOT, "long%04d", i))
                        .toList(),
                scan("long", "lonh"));
    }

    @Test
    void a_transaction_does_not_find_its_own_writes_in_a_range() throws Exception {
        contract.submitTransaction("scanThenPut", "own", "owo", "own1");
        assertEquals("found: ", new String(contract.evaluateTransaction("get", "own1"), UTF_8));
        assertEquals(List.of("own1"), scan("own", "owo"));
    }

    @Test
    void a_key_that_appears_in_a_range_read_before_is_a_phantom() throws Exception {
        contract.submitTransaction("fill", "phantom", "3");
        Transaction scanned = endorsed("scanThenPut", "phantom", "phanton", "seen-phantom");
        contract.submitTransaction("put", "phantom0001a", "new");
        assertEquals(TxValidationCode.PHANTOM_READ_CONFLICT, code(scanned));
    }

    @Test
    void a_key_that_goes_from_a_range_read_before_is_a_phantom() throws Exception {
        contract.submitTransaction("fill", "gone", "3");
        Transaction scanned = endorsed("scanThenPut", "gone", "gonf", "seen-gone");
        contract.submitTransaction("delete", "gone0002");
        assertEquals(TxValidationCode.PHANTOM_READ_CONFLICT, code(scanned));
    }

    @Test
    void a_key_that_changes_in_a_range_read_before_is_a_phantom() throws Exception {
        contract.submitTransaction("fill", "changed", "3");
        Transaction scanned = endorsed("scanThenPut", "changed", "changee", "seen-changed");
        contract.submitTransaction("put", "changed0000", "0");
        assertEquals(TxValidationCode.PHANTOM_READ_CONFLICT, code(scanned));
    }

    @Test
    void a_key_outside_the_range_is_none() throws Exception {
        contract.submitTransaction("fill", "outside", "3");
        Transaction scanned = endorsed("scanThenPut", "outside0000", "outside0002", "seen-outside");
        contract.submitTransaction("put", "outside0002", "changed");
        assertEquals(TxValidationCode.VALID, code(scanned));
    }

    @Test
    void the_end_of_an_empty_range_is_watched_too() throws Exception {
        Transaction scanned = endorsed("scanThenPut", "empty", "emptz", "seen-empty");
        contract.submitTransaction("put", "empty1", "1");
        assertEquals(TxValidationCode.PHANTOM_READ_CONFLICT, code(scanned));
    }

    @Test
    void two_scanning_writers_of_one_range_in_one_block_the_second_loses() throws Exception {
        Transaction first = endorsed("scanThenPut", "race", "racf", "race1");
        Transaction second = endorsed("scanThenPut", "race", "racf", "race2");
        var firstSubmitted = first.submitAsync();
        var secondSubmitted = second.submitAsync();
        assertEquals(TxValidationCode.VALID, firstSubmitted.getStatus().getCode());
        assertEquals(
                TxValidationCode.PHANTOM_READ_CONFLICT,
                secondSubmitted.getStatus().getCode());
    }

    @Test
    void what_was_fetched_counts_not_what_the_contract_looked_at() throws Exception {
        contract.submitTransaction("fill", "peek", "150");
        Transaction within = endorsed("glance", "peek", "peel", "seen-peek1");
        contract.submitTransaction("put", "peek0100", "changed");
        assertEquals(TxValidationCode.PHANTOM_READ_CONFLICT, code(within));
        Transaction beyond = endorsed("glance", "peek", "peel", "seen-peek2");
        contract.submitTransaction("put", "peek0101", "changed");
        assertEquals(TxValidationCode.VALID, code(beyond));
    }
}
