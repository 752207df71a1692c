package org.loanregistry.registry.web;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Json;

/** Holds answers against openapi.yml: status, media type and body of every answer that a test gets must be described there. */
public final class DescribedAnswers {
    private static final Map<String, Object> DESCRIPTION = Description.load().tree();
    private static final List<Operation> OPERATIONS = operations();

    private DescribedAnswers() {}

    private record Operation(String method, String path, Pattern pattern, Map<?, ?> tree) {}

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        map(DESCRIPTION.get("paths"))
                .forEach((path, methods) -> map(methods)
                        .forEach((method, tree) -> operations.add(new Operation(
                                String.valueOf(method).toUpperCase(Locale.ROOT),
                                String.valueOf(path),
                                pattern(String.valueOf(path)),
                                map(tree)))));
        // An address with fewer variables is meant before one with more.
        operations.sort((a, b) -> Long.compare(variables(a.path()), variables(b.path())));
        return operations;
    }

    private static long variables(String path) {
        return path.chars().filter(c -> c == '{').count();
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace(".", "\\.").replace("{path}", ".+").replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
    }

    /** Refuses an answer that is not described. */
    public static void check(HttpRequest request, HttpResponse<?> response) {
        byte[] body = response.body() instanceof byte[] bytes
                ? bytes
                : String.valueOf(response.body()).getBytes(StandardCharsets.UTF_8);
        check(
                request.method(),
                request.uri().getRawPath(),
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                body);
    }

    static void check(String method, String path, int status, String contentType, byte[] body) {
        Optional<Operation> found = OPERATIONS.stream()
                .filter(one -> one.method().equals(method)
                        && one.pattern().matcher(path).matches())
                .findFirst();
        if (found.isEmpty()) {
            return;
        }
        String answer = method + " " + found.get().path() + ": " + status;
        Map<?, ?> response =
                map(resolved(map(found.get().tree().get("responses")).get(String.valueOf(status))));
        require(!response.isEmpty(), answer + " is not in openapi.yml");
        Map<?, ?> content = map(response.get("content"));
        require(content.containsKey(contentType), answer + " as '" + contentType + "' is not in openapi.yml");
        if (contentType.contains("json")) {
            checkValue(
                    answer + " ",
                    Objects.requireNonNull(map(content.get(contentType)).get("schema")),
                    Json.parse(body));
        }
    }

    private static @Nullable Object resolved(@Nullable Object tree) {
        if (!(map(tree).get("$ref") instanceof String reference)) {
            return tree;
        }
        Object found = DESCRIPTION;
        for (String step : reference.substring(2).split("/", -1)) {
            found = map(found).get(step);
        }
        return Objects.requireNonNull(found, reference);
    }

    /** As much of JSON Schema as openapi.yml uses. */
    private static void checkValue(String at, @Nullable Object reference, @Nullable Object value) {
        Map<?, ?> schema = map(resolved(reference));
        if (value == null) {
            require(schema.isEmpty() || Boolean.TRUE.equals(schema.get("nullable")), at + "is null");
            return;
        }
        if (schema.get("oneOf") instanceof List<?> choices) {
            checkChoice(at, choices, value);
            return;
        }
        if (schema.get("enum") instanceof List<?> values) {
            require(values.contains(value), at + "is none of " + values);
        }
        checkType(at, schema, value);
    }

    private static void checkType(String at, Map<?, ?> schema, Object value) {
        switch (String.valueOf(schema.get("type"))) {
            case "object" -> {
                require(value instanceof Map<?, ?>, at + "is no object");
                checkMembers(at, schema, map(value));
            }
            case "array" -> {
                require(value instanceof List<?>, at + "is no array");
                ((List<?>) value).forEach(item -> checkValue(at + "[] ", schema.get("items"), item));
            }
            case "string" -> {
                require(value instanceof String, at + "is no text");
                require(
                        !(schema.get("pattern") instanceof String pattern)
                                || Pattern.compile(pattern)
                                        .matcher(String.valueOf(value))
                                        .find(),
                        at + "is not as " + schema.get("pattern"));
            }
            case "integer" -> {
                require(value instanceof Long, at + "is no integer");
                require(
                        !(schema.get("minimum") instanceof Number least) || (Long) value >= least.longValue(),
                        at + "is below " + schema.get("minimum"));
            }
            case "boolean" -> require(value instanceof Boolean, at + "is no boolean");
            default -> {}
        }
    }

    private static void checkChoice(String at, List<?> choices, Object value) {
        List<String> faults = new ArrayList<>();
        for (Object choice : choices) {
            try {
                checkValue(at, choice, value);
                return;
            } catch (AssertionError e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        throw new AssertionError(String.join("; ", faults));
    }

    private static void checkMembers(String at, Map<?, ?> schema, Map<?, ?> members) {
        if (schema.get("required") instanceof List<?> required) {
            required.forEach(name -> require(members.containsKey(name), at + "lacks " + name));
        }
        Map<?, ?> known = map(schema.get("properties"));
        Object others = schema.get("additionalProperties");
        members.forEach((name, value) -> {
            if (known.containsKey(name)) {
                checkValue(at + name + " ", known.get(name), value);
            } else {
                require(!Boolean.FALSE.equals(others), at + "has " + name + ", which openapi.yml does not");
                if (others instanceof Map<?, ?>) {
                    checkValue(at + name + " ", others, value);
                }
            }
        });
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new AssertionError(fault);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> members ? members : Map.of();
    }
}
