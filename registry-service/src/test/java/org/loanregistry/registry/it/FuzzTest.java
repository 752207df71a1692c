package org.loanregistry.registry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.web.Description;

/**
 * The whole surface under requests that Schemathesis makes up from openapi.yml, good ones and bad ones, as one caller after
 * another: no failure, and no answer whose status, headers, media type or body are not described. So that requests get further
 * than their first id, the description says which loans, persons and records there are. {@code -Dloanreg.fuzz.examples=N} makes
 * up N an operation and caller (by default 4), from 10 on with every bound of every schema besides, some 8,000 requests a caller;
 * {@code -Dloanreg.fuzz.seed=N} makes up others. What they say is kept in {@code target/fuzz}.
 */
class FuzzTest {
    private static final String CHECKS = String.join(
            ",",
            "not_a_server_error",
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
            "missing_required_header",
            "ignored_auth");

    /** Members of requests that are to be, half of the time, what there is. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            "lender", List.of("bank-a", "bank-b"),
            "recipient", List.of("bank-b"),
            "nationalId", List.of("11010519491231002X"),
            "mobile", List.of("13912345678"),
            "currency", List.of("CNY"),
            "contractNumber", List.of("ISO-LINE", "ISO-PLAIN"));

    private static final int EXAMPLES = Integer.getInteger("loanreg.fuzz.examples", 4);
    private static final int LONG_RUN = 10;

    private static @Nullable OneOfEverything everything;

    @TempDir
    private Path folder;

    /** Where {@code ./loanreg test} says that the program is. */
    private static @Nullable Path program() {
        String place = System.getenv("LOANREG_SCHEMATHESIS");
        return place == null || !Files.isExecutable(Path.of(place)) ? null : Path.of(place);
    }

    @BeforeAll
    static void serve() {
        Assumptions.assumeTrue(program() != null, "no Schemathesis: LOANREG_SCHEMATHESIS names none");
        everything = new OneOfEverything();
    }

    @AfterAll
    static void close() {
        if (everything != null) {
            everything.close();
        }
    }

    /** The officer last: an erasure that is granted leaves the others little to ask. */
    @ParameterizedTest
    @ValueSource(strings = {"owner", "operator", "self", "dpo"})
    void no_request_gets_a_failure_or_an_answer_that_is_not_described(String name) throws Exception {
        var fixture = Objects.requireNonNull(everything);
        Path description = folder.resolve("openapi.json");
        Files.write(description, Json.write(withKnown(Description.load().tree(), fixture.ids())));
        String token =
                fixture.service.token(Objects.requireNonNull(fixture.callers().get(name)));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        String.valueOf(program()),
                        "run",
                        description.toString(),
                        "--url=" + fixture.service.uri(),
                        "--header=Authorization: Bearer " + token,
                        "--checks=" + CHECKS,
                        "--phases=examples,fuzzing" + (EXAMPLES < LONG_RUN ? "" : ",coverage"),
                        "--max-examples=" + EXAMPLES,
                        "--seed=" + Integer.getInteger("loanreg.fuzz.seed", 1),
                        "--generation-database=none",
                        "--suppress-health-check=all",
                        "--request-timeout=20",
                        "--no-shrink",
                        "--continue-on-failure",
                        "--warnings=off",
                        "--workers=2"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(EXAMPLES < LONG_RUN ? 5 : 60, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, UTF_8);
        keep(name, text);
        assertTrue(ended, text);
        assertEquals(0, process.exitValue(), text);
    }

    private static void keep(String name, String text) throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "fuzz"));
        Files.writeString(kept.resolve(name + ".txt"), text, UTF_8);
    }

    /** The description in which the ids of the fixture stand beside any other, by the name of the member or parameter. */
    private static Map<String, Object> withKnown(Map<String, Object> tree, Map<String, String> ids) {
        Map<String, List<String>> known = new HashMap<>(KNOWN);
        ids.forEach((name, id) -> known.put(name, List.of(id)));
        known.put("contractId", List.of(ids("contractId", ids), ids("plainId", ids)));
        known.put("subject", List.of(ids("subjectId", ids)));
        known.remove("path");
        Map<String, Object> filled = new HashMap<>();
        tree.forEach((name, value) -> filled.put(name, Objects.requireNonNull(copy(value, known))));
        return filled;
    }

    private static String ids(String name, Map<String, String> ids) {
        return Objects.requireNonNull(ids.get(name));
    }

    private static @Nullable Object copy(@Nullable Object value, Map<String, List<String>> known) {
        if (value instanceof List<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(copy(item, known)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> members)) {
            return value;
        }
        Map<String, @Nullable Object> copy = new HashMap<>();
        members.forEach((name, member) -> copy.put(String.valueOf(name), copy(member, known)));
        if (copy.get("properties") instanceof Map<?, ?> properties) {
            Map<String, @Nullable Object> either = new HashMap<>();
            properties.forEach((name, schema) -> either.put(
                    String.valueOf(name), known.containsKey(name) ? either(known.get(name), schema) : schema));
            copy.put("properties", either);
        }
        if (copy.containsKey("in") && known.containsKey(String.valueOf(copy.get("name")))) {
            copy.put("schema", either(known.get(String.valueOf(copy.get("name"))), copy.get("schema")));
        }
        return copy;
    }

    private static Map<String, Object> either(@Nullable List<String> known, @Nullable Object schema) {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of("type", "string", "enum", Objects.requireNonNull(known)),
                        Objects.requireNonNull(schema)));
    }
}
