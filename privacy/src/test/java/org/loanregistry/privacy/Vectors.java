package org.loanregistry.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Test vectors in JSON: our own under vectors/, and the published ones beside the checkout, which may be absent. */
public final class Vectors {
    private static final Path ROOT = Path.of(System.getProperty("loanreg.root"));

    private final String text;
    private int at;

    private Vectors(String text) {
        this.text = text;
    }

    /** A file under vectors/ of the project, as maps, lists, strings and longs. */
    public static Map<String, Object> own(String name) throws IOException {
        return map(new Vectors(Files.readString(ROOT.resolve("vectors").resolve(name))).value());
    }

    /** A file of ../shared/vectors; the test that asks is skipped, by this file's name, where it is not there. */
    public static Map<String, Object> published(String name) throws IOException {
        Path file = ROOT.resolve("../shared/vectors").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: ../shared/vectors/" + name + " is absent");
        return map(new Vectors(Files.readString(file)).value());
    }

    /** The blocks of {@code Name = value} lines of a published file, each ended by the line of {@code last}. */
    public static List<Map<String, String>> lines(String name, String last) throws IOException {
        Path file = ROOT.resolve("../shared/vectors").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: ../shared/vectors/" + name + " is absent");
        List<Map<String, String>> blocks = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals < 0 || line.startsWith("#")) {
                continue;
            }
            block.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
            if (block.containsKey(last)) {
                blocks.add(block);
                block = new LinkedHashMap<>();
            }
        }
        return blocks;
    }

    /** The list of objects under a key. */
    public static List<Map<String, Object>> list(Map<String, Object> object, String key) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object one : (List<?>) Objects.requireNonNull(object.get(key), key)) {
            objects.add(map(one));
        }
        return objects;
    }

    /** The text under a key. */
    public static String text(Map<String, Object> object, String key) {
        return (String) Objects.requireNonNull(object.get(key), key);
    }

    /** The whole number under a key. */
    public static long number(Map<String, Object> object, String key) {
        return (Long) Objects.requireNonNull(object.get(key), key);
    }

    /** The list of whole numbers under a key. */
    public static List<Long> numbers(Map<String, Object> object, String key) {
        return ((List<?>) Objects.requireNonNull(object.get(key), key))
                .stream().map(Long.class::cast).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        while (next() != '}') {
            String key = string();
            next();
            at++;
            object.put(key, value());
            skip(',');
        }
        at++;
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        at++;
        while (next() != ']') {
            array.add(value());
            skip(',');
        }
        at++;
        return array;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                c = text.charAt(at++);
                if (c == 'u') {
                    c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                    at += 4;
                } else if (c == 'n') {
                    c = '\n';
                }
            }
            string.append(c);
        }
        at++;
        return string.toString();
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return word.matches("-?\\d+") ? Long.valueOf(word) : word;
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void skip(char separator) {
        if (next() == separator) {
            at++;
        }
    }
}
