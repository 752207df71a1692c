package org.loanregistry.registry.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** openapi.yml says of every operation what it takes, gives and refuses. */
class DescriptionTest {
    private static final String PROBLEM = "application/problem+json";

    private final Map<String, Object> tree = Description.load().tree();

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    @Test
    void every_operation_is_told_of_and_no_other() {
        var described = new TreeSet<String>();
        map(tree.get("paths"))
                .forEach((path, methods) -> map(methods)
                        .keySet()
                        .forEach(
                                method -> described.add(String.valueOf(method).toUpperCase(Locale.ROOT) + " " + path)));
        assertEquals(described, new TreeSet<>(Description.told()));
    }

    @Test
    void every_parameter_and_every_body_has_a_schema_of_its_own() {
        List<String> bare = new ArrayList<>();
        map(tree.get("paths"))
                .forEach((path, methods) -> map(methods).forEach((method, operation) -> {
                    if (String.valueOf(map(operation).get("requestBody")).contains("format=byte")
                            || String.valueOf(map(operation).get("responses")).contains("format=byte")) {
                        bare.add(method + " " + path);
                    }
                    if (map(operation).get("parameters") instanceof List<?> parameters) {
                        parameters.stream()
                                .map(one -> map(one))
                                .filter(one -> String.valueOf(one.get("schema")).contains("nullable"))
                                .forEach(one -> bare.add(method + " " + path + " " + one.get("name")));
                    }
                }));
        assertEquals(List.of(), bare);
    }

    @Test
    void the_text_is_yaml_in_which_every_reference_leads_somewhere() {
        String text = Description.load().text();
        assertEquals(tree, new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
        List<String> lost = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.contains("$ref")) {
                String[] steps =
                        line.replaceAll(".*'#/components/(.*)'.*", "$1").split("/", -1);
                Map<?, ?> kind = map(map(tree.get("components")).get(steps[0]));
                if (!kind.containsKey(steps[1])) {
                    lost.add(line.strip());
                }
            }
        }
        assertEquals(List.of(), lost);
        assertTrue(text.contains("$ref"));
    }

    @Test
    void an_answer_that_is_not_described_is_refused_in_the_tests() {
        byte[] good = """
                {"type":"about:blank","title":"Conflict","status":409,"detail":"so"}""".getBytes(UTF_8);
        byte[] more = """
                {"type":"about:blank","title":"Conflict","status":409,"detail":"so","value":1}""".getBytes(UTF_8);
        String path = "/api/v1/contracts";
        assertDoesNotThrow(() -> DescribedAnswers.check("POST", path, 409, PROBLEM, good));
        assertThrows(AssertionError.class, () -> DescribedAnswers.check("POST", path, 418, PROBLEM, good));
        assertThrows(AssertionError.class, () -> DescribedAnswers.check("POST", path, 409, "text/plain", good));
        assertThrows(AssertionError.class, () -> DescribedAnswers.check("POST", path, 409, PROBLEM, more));
        assertThrows(
                AssertionError.class,
                () -> DescribedAnswers.check("POST", path, 201, "application/json", "{}".getBytes(UTF_8)));
    }
}
