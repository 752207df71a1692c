package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every operation of openapi.yml tried as every kind of caller: those whom {@code isolation.csv} names get a good answer, all
 * others neither that nor a trace of the loan. An operation that is not in the table fails the test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationTest {
    private static final String EVERYBODY = "everybody";
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);
    private static OneOfEverything everything;

    /** A line of the table. */
    record Row(String method, String path, Set<String> allowed, String body) {
        private static Row parse(String line) {
            String[] cells = line.split("\t", -1);
            String[] operation = cells[0].split(" ", -1);
            return new Row(
                    operation[0],
                    operation[1],
                    new TreeSet<>(List.of(cells[1].split(" "))),
                    cells.length > 2 ? cells[2] : "");
        }

        String operation() {
            return method + " " + path;
        }

        boolean allows(String caller) {
            return allowed.contains(EVERYBODY) || allowed.contains(caller);
        }

        @Override
        public String toString() {
            return operation();
        }
    }

    static Stream<Row> table() throws IOException {
        try (InputStream stream = Objects.requireNonNull(IsolationTest.class.getResourceAsStream("/isolation.csv"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).map(Row::parse).toList().stream();
        }
    }

    @BeforeAll
    static void serve() {
        everything = new OneOfEverything();
    }

    @AfterAll
    static void close() {
        everything.close();
    }

    /** That of the service: the tests' own sources have one too, of no operation. */
    private static URL description() throws IOException {
        return Collections.list(IsolationTest.class.getClassLoader().getResources("META-INF/swagger/openapi-1.yml"))
                .stream()
                .filter(url -> !url.getPath().contains("/test-classes/"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(1)
    void the_table_has_every_operation_that_is_described_and_no_other() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream stream = description().openStream()) {
            Map<String, Map<String, Map<String, ?>>> description =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
            Objects.requireNonNull(description.get("paths"))
                    .forEach((path, operations) -> operations
                            .keySet()
                            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        }
        Set<String> listed = new TreeSet<>(table().map(Row::operation).toList());
        assertEquals(described, listed);
    }

    @ParameterizedTest
    @MethodSource("table")
    @Order(2)
    void who_may_not_gets_neither_an_answer_nor_a_trace(Row row) {
        List<Executable> checks = new ArrayList<>();
        everything.callers().forEach((name, caller) -> {
            if (!row.allows(name)) {
                checks.add(() -> checkRefused(row, name, caller));
            }
        });
        long records = everything.service.registry.count("leaf where log_id = 1");
        assertAll(checks);
        assertEquals(records, everything.service.registry.count("leaf where log_id = 1"), "something was recorded");
    }

    private static void checkRefused(Row row, String name, @Nullable Caller caller) {
        var answer = everything.send(caller, row.method(), row.path(), row.body());
        String text = AccessService.text(answer);
        boolean eachRefused = text.startsWith("{\"outcomes\":[{\"outcome\":\"refused\"");
        assertTrue(
                eachRefused || REFUSALS.contains(answer.statusCode()), name + ": " + answer.statusCode() + " " + text);
        assertEquals(caller == null, answer.statusCode() == 401, name + ": " + answer.statusCode());
        assertTraceless(row, name, text);
    }

    /** What the caller said itself may come back, as an address in a problem document does. */
    private static void assertTraceless(Row row, String name, String text) {
        Map<String, String> secret = new HashMap<>(everything.ids());
        secret.keySet().removeAll(Set.of("log", "lender", "path", "soon"));
        secret.keySet().removeIf(id -> row.path().contains("{" + id + "}"));
        secret.put("name", "Zhang");
        secret.put("number", "ISO-LINE");
        secret.forEach((what, value) -> assertFalse(text.contains(value), name + " sees the " + what + ": " + text));
    }

    @ParameterizedTest
    @MethodSource("table")
    @Order(3)
    void a_stranger_that_may_list_sees_nothing_of_the_loan_in_its_lists(Row row) {
        if (row.method().equals("GET")
                && row.allows("stranger")
                && !row.allowed().contains(EVERYBODY)) {
            var answer = everything.send(everything.callers().get("stranger"), "GET", row.path(), "");
            assertTraceless(row, "stranger", AccessService.text(answer));
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    @Order(4)
    void who_may_is_not_refused(Row row) {
        // What changes something is tried once: the second answer would be another.
        Stream<String> allowed = row.allowed().contains(EVERYBODY) ? Stream.of("nobody") : row.allowed().stream();
        allowed.filter(everything.callers()::containsKey)
                .limit(row.method().equals("GET") ? everything.callers().size() : 1)
                .forEach(name -> {
                    var answer = everything.send(everything.callers().get(name), row.method(), row.path(), row.body());
                    assertFalse(
                            Set.of(401, 403).contains(answer.statusCode()) || answer.statusCode() >= 500,
                            name + ": " + answer.statusCode() + " " + AccessService.text(answer));
                    assertTrue(
                            answer.statusCode() != 404
                                    || !row.path().contains("{")
                                    || row.path().contains("isclosure"),
                            name + ": " + AccessService.text(answer));
                });
    }
}
