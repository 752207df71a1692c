package org.loanregistry.registry.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The description of the service in OpenAPI 3.0: what the generator reads from the sources, and over it what it cannot know,
 * {@code openapi/answers.yml}: the bodies that are taken and given, and every refusal. Immutable.
 */
public final class Description {
    /** Named by the generator after title and version. */
    private static final String GENERATED = "META-INF/swagger/openapi-1.yml";

    private static final String ADDED = "openapi/answers.yml";
    private static final String KEY = "Idempotency-Key";
    private static final int WIDTH = 130;

    private final Map<String, Object> tree;

    private Description(Map<String, Object> tree) {
        this.tree = tree;
    }

    /** That of this build. */
    public static Description load() {
        Map<String, Object> added = read(Objects.requireNonNull(resource(ADDED), ADDED));
        Map<String, Object> tree = generated();
        Map<String, Object> operations = members(added, "operations");
        members(tree, "paths")
                .forEach((path, methods) -> of(methods).forEach((method, operation) -> {
                    Map<String, Object> more = of(operations.get(method.toUpperCase(Locale.ROOT) + " " + path));
                    if (!more.isEmpty()) {
                        describe(path, of(operation), more, members(added, "parameters"));
                    }
                }));
        tree.put("components", members(added, "components"));
        return new Description(of(copy(tree)));
    }

    /** The operations that are told more of, as {@code POST /api/v1/contracts}. */
    static List<String> told() {
        return List.copyOf(members(read(Objects.requireNonNull(resource(ADDED), ADDED)), "operations")
                .keySet());
    }

    /** The description as plain maps, lists and scalars; references are not resolved. */
    public Map<String, Object> tree() {
        return Collections.unmodifiableMap(tree);
    }

    /** The description in YAML. */
    public String text() {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(WIDTH);
        return new Yaml(options).dump(tree);
    }

    private static void describe(
            String path, Map<String, Object> operation, Map<String, Object> more, Map<String, Object> usual) {
        boolean isRepeatable = addParameters(operation, more, usual);
        Map<String, Object> content = content(operation);
        if (more.get("takes") instanceof String schema) {
            of(operation.get("requestBody")).values().forEach(value -> {
                if (value instanceof Map<?, ?> types) {
                    types.values().forEach(type -> of(type).put("schema", schema(schema)));
                }
            });
        }
        if (!more.containsKey("open")) {
            operation.put("security", List.of(Map.of("bearer", List.of())));
        }
        Map<String, Object> responses = new TreeMap<>();
        members(more, "gives").forEach((status, schema) -> responses.put(status, given(content, schema, isRepeatable)));
        for (String status : refusals(path, operation, more, isRepeatable)) {
            responses.put(status, Map.of("$ref", "#/components/responses/" + status));
        }
        operation.put("responses", responses);
    }

    /** Whether the operation may be repeated under a key. */
    private static boolean addParameters(
            Map<String, Object> operation, Map<String, Object> more, Map<String, Object> usual) {
        Map<String, Object> own = members(more, "parameters");
        boolean isRepeatable = false;
        for (Object one : operation.get("parameters") instanceof List<?> list ? list : List.of()) {
            Map<String, Object> parameter = of(one);
            String name = String.valueOf(parameter.get("name"));
            boolean isInPath = "path".equals(parameter.get("in"));
            parameter.putAll(of(usual.get(name)));
            parameter.putAll(of(own.get(name)));
            if (isInPath) {
                parameter.put("required", true);
            }
            isRepeatable |= name.equals(KEY);
        }
        return isRepeatable;
    }

    /** By media type, what the generator says that the good answer is. */
    private static Map<String, Object> content(Map<String, Object> operation) {
        return members(of(members(operation, "responses").get("200")), "content");
    }

    private static Map<String, Object> given(Map<String, Object> content, Object schema, boolean isRepeatable) {
        Map<String, Object> types = new LinkedHashMap<>();
        content.keySet().forEach(type -> types.put(type, Map.of("schema", schema(String.valueOf(schema)))));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", "The answer.");
        if (isRepeatable) {
            response.put("headers", Map.of(RepeatableRequests.REPLAYED, Map.of("schema", Map.of("type", "string"))));
        }
        response.put("content", types);
        return response;
    }

    private static List<String> refusals(
            String path, Map<String, Object> operation, Map<String, Object> more, boolean isRepeatable) {
        List<String> statuses = new ArrayList<>(List.of("400", "406", "429", "500"));
        if (!more.containsKey("open")) {
            statuses.addAll(List.of("401", "403"));
        }
        if (path.contains("{")) {
            statuses.add("404");
        }
        if (operation.containsKey("requestBody")) {
            statuses.addAll(List.of("413", "415"));
        }
        if (isRepeatable) {
            statuses.add("409");
        }
        if (more.get("refuses") instanceof List<?> others) {
            others.forEach(status -> statuses.add(String.valueOf(status)));
        }
        return statuses;
    }

    private static Map<String, Object> schema(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** Beside this class, whatever else is on the class path: where tests run, their own sources have one too. */
    private static Map<String, Object> generated() {
        String own = Description.class.getName().replace('.', '/') + ".class";
        String url = Objects.requireNonNull(resource(own), own).toString();
        try {
            return read(URI.create(url.substring(0, url.length() - own.length()) + GENERATED)
                    .toURL());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable URL resource(String name) {
        return Description.class.getClassLoader().getResource(name);
    }

    private static Map<String, Object> read(URL url) {
        try (InputStream in = url.openStream()) {
            return of(copy(new Yaml(new SafeConstructor(new LoaderOptions())).load(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every part a part of its own, so that none is written as a reference to another; names are text. */
    private static @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> members -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                members.forEach((name, member) -> copy.put(String.valueOf(name), copy(member)));
                yield copy;
            }
            case List<?> items -> {
                List<@Nullable Object> copy = new ArrayList<>();
                items.forEach(item -> copy.add(copy(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private static Map<String, Object> members(Map<String, Object> tree, String name) {
        return of(tree.get(name));
    }

    @SuppressWarnings("unchecked") // what was read has names of text, see copy
    private static Map<String, Object> of(@Nullable Object value) {
        return value instanceof Map<?, ?> members ? (Map<String, Object>) members : new LinkedHashMap<>();
    }
}
