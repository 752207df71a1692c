package org.loanregistry.transparency.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.tree.Hash;

/** The JSON form of a disclosure; reading accepts the canonical text only. */
final class DisclosureJson {
    private static final Set<String> NAMES =
            Set.of("disclosed", "epochSeconds", "headerSalt", "leafData", "n", "rid", "schemaId");
    private static final Set<String> FIELD_NAMES = Set.of("fieldId", "path", "salt", "type", "value");

    private DisclosureJson() {}

    /** Written straight to text: names in RFC 8785 order, and neither base64url nor an integer needs an escape. */
    static String print(Disclosure disclosure) {
        StringBuilder text = new StringBuilder(8192).append("{\"disclosed\":[");
        String separator = "";
        for (DisclosedField field : disclosure.disclosed()) {
            print(field, text.append(separator));
            separator = ",";
        }
        text.append("],\"epochSeconds\":").append(CanonicalJson.inRange(disclosure.epochSeconds()));
        appendBytes(",\"headerSalt\":", disclosure.headerSalt(), text);
        appendBytes(",\"leafData\":", disclosure.leafData(), text);
        text.append(",\"n\":").append(disclosure.fieldCount());
        appendBytes(",\"rid\":", disclosure.rid(), text);
        return text.append(",\"schemaId\":")
                .append(disclosure.schemaId())
                .append('}')
                .toString();
    }

    private static void print(DisclosedField field, StringBuilder text) {
        text.append("{\"fieldId\":").append(field.fieldId()).append(",\"path\":[");
        String separator = "";
        for (Hash hash : field.path()) {
            appendBytes(separator, hash.toBytes(), text);
            separator = ",";
        }
        appendBytes("],\"salt\":", field.salt(), text);
        text.append(",\"type\":").append(field.value().type().code());
        appendBytes(",\"value\":", field.value().bytes(), text);
        text.append('}');
    }

    private static void appendBytes(String before, byte[] bytes, StringBuilder text) {
        text.append(before).append('"').append(StrictText.toBase64Url(bytes)).append('"');
    }

    static Disclosure parse(String json) {
        Map<?, ?> tree = object(CanonicalJson.parse(json), NAMES);
        Disclosure disclosure = new Disclosure(
                number(tree.get("schemaId")),
                number(tree.get("n")),
                bytes(tree.get("rid")),
                integer(tree.get("epochSeconds")),
                bytes(tree.get("headerSalt")),
                bytes(tree.get("leafData")),
                array(tree.get("disclosed")).stream().map(DisclosureJson::field).toList());
        if (!print(disclosure).equals(json)) {
            throw new IllegalArgumentException("a disclosure must be canonical JSON");
        }
        return disclosure;
    }

    private static DisclosedField field(@Nullable Object tree) {
        Map<?, ?> members = object(tree, FIELD_NAMES);
        FieldValue value = new FieldValue(FieldType.of(integer(members.get("type"))), bytes(members.get("value")));
        List<Hash> path = array(members.get("path")).stream()
                .map(hash -> Hash.of(bytes(hash)))
                .toList();
        return new DisclosedField(number(members.get("fieldId")), value, bytes(members.get("salt")), path);
    }

    private static Map<?, ?> object(@Nullable Object tree, Set<String> names) {
        if (tree instanceof Map<?, ?> members && members.keySet().equals(names)) {
            return members;
        }
        throw new IllegalArgumentException("not an object with exactly the names " + names);
    }

    private static List<?> array(@Nullable Object tree) {
        if (tree instanceof List<?> values) {
            return values;
        }
        throw new IllegalArgumentException("not an array");
    }

    private static byte[] bytes(@Nullable Object tree) {
        if (tree instanceof String text) {
            return StrictText.base64Url(text);
        }
        throw new IllegalArgumentException("not a base64url string");
    }

    private static long integer(@Nullable Object tree) {
        if (tree instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("not an integer");
    }

    private static int number(@Nullable Object tree) {
        long number = integer(tree);
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException("got " + number + ", want 0 to 65535");
        }
        return (int) number;
    }
}
