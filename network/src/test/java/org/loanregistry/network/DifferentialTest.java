package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random transactions through both networks: reads, writes, deletes, ranges and what they do to each other. Each round
 * endorses a handful before it submits the first, so that the later ones conflict.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class DifferentialTest {
    private static final int ROUNDS = 10;
    private static final int TRANSACTIONS = 5;
    private static final int KEYS = 6;
    private static final List<String> ORGANISATIONS = List.of("RegistryOperator", "BankA", "BankB", "BankC");

    @TempDir
    Path home;

    private record Call(String function, List<String> arguments) {}

    private static Call random(Random random, String prefix) {
        String key = prefix + random.nextInt(KEYS);
        String other = prefix + random.nextInt(KEYS + 1);
        String result = prefix + "-result" + random.nextInt(3);
        return switch (random.nextInt(10)) {
            case 0 -> new Call("put", List.of(key, Integer.toString(random.nextInt(100))));
            case 1 -> new Call("delete", List.of(key));
            case 2 -> new Call("put", List.of(key, ""));
            case 3, 4, 7, 8 -> new Call("increment", List.of(key));
            case 5 -> new Call("scanThenPut", List.of(key, other, result));
            case 6 -> new Call("glance", List.of(key, prefix + "9", result));
            default -> new Call(random.nextBoolean() ? "fail" : "get", List.of(key));
        };
    }

    /** What one network made of the calls, in words that do not depend on where its nodes listen. */
    private static List<String> play(TestNetwork network, long seed) throws Exception {
        Random random = new Random(seed);
        String prefix = "d" + seed + "k";
        List<String> heard = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Transaction> endorsed = new ArrayList<>();
            for (int i = 0; i < TRANSACTIONS; i++) {
                Call call = random(random, prefix);
                Contract contract = contract(network, random);
                heard.add(call + " " + endorse(contract, call, endorsed));
            }
            for (Transaction transaction : endorsed) {
                heard.add("committed " + transaction.submitAsync().getStatus().getCode());
            }
            settle(network, prefix + "-round", Integer.toString(round));
        }
        for (String mspId : ORGANISATIONS) {
            Contract contract = network.client(mspId).contract();
            heard.add(mspId + " keys " + text(contract.evaluateTransaction("scan", prefix, prefix + "~")));
            for (String key : keys(prefix)) {
                heard.add(key + " " + question(contract, key));
            }
        }
        return heard;
    }

    private static List<String> keys(String prefix) {
        return IntStream.range(0, KEYS + 3)
                .mapToObj(i -> i < KEYS ? prefix + i : prefix + "-result" + (i - KEYS))
                .toList();
    }

    private static Contract contract(TestNetwork network, Random random) {
        return network.client(ORGANISATIONS.get(random.nextInt(ORGANISATIONS.size())))
                .contract();
    }

    private static String endorse(Contract contract, Call call, List<Transaction> endorsed) {
        try {
            Transaction transaction = contract.newProposal(call.function())
                    .addArguments(call.arguments().toArray(String[]::new))
                    .build()
                    .endorse();
            endorsed.add(transaction);
            return "answered '" + text(transaction.getResult()) + "'";
        } catch (EndorseException e) {
            return refusal(e);
        }
    }

    private static String question(Contract contract, String key) {
        try {
            return text(contract.evaluateTransaction("get", key));
        } catch (GatewayException e) {
            return refusal(e);
        }
    }

    private static String refusal(GatewayException refused) {
        return refused.getStatus().getCode() + " " + refused.getStatus().getDescription() + " "
                + refused.getDetails().stream().map(ErrorDetail::getMessage).toList();
    }

    /** A peer may be a block behind; the next round is to find the same state at all. */
    private static void settle(TestNetwork network, String key, String value) throws Exception {
        network.client("BankA").contract().submitTransaction("put", key, value);
        for (String mspId : ORGANISATIONS) {
            Contract contract = network.client(mspId).contract();
            for (int attempt = 0; !question(contract, key).equals(value); attempt++) {
                assertTrue(attempt < 500, mspId + " does not catch up");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void both_networks_give_the_same_answers_the_same_codes_and_end_in_the_same_state(long seed) throws Exception {
        RealFabric.orSkip();
        try (TestNetwork development = TestNetwork.on(LedgerKind.DEVELOPMENT, home);
                TestNetwork fabric = TestNetwork.on(LedgerKind.FABRIC, home)) {
            List<String> expected = play(fabric, seed);
            assertEquals(String.join("\n", expected), String.join("\n", play(development, seed)));
            Set<String> codes = Set.copyOf(expected.stream()
                    .filter(line -> line.startsWith("committed "))
                    .toList());
            EnumSet.of(
                            TxValidationCode.VALID,
                            TxValidationCode.MVCC_READ_CONFLICT,
                            TxValidationCode.PHANTOM_READ_CONFLICT)
                    .forEach(code -> assertTrue(codes.contains("committed " + code), "no " + code + " came up"));
        }
    }
}
