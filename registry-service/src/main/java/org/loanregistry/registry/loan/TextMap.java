package org.loanregistry.registry.loan;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loanregistry.transparency.record.CanonicalJson;

/** Names to texts, as columns hold them: canonical JSON, so that what is read back commits to the same bytes. */
final class TextMap {
    private TextMap() {}

    static String toText(SortedMap<String, String> texts) {
        return CanonicalJson.write(texts);
    }

    static SortedMap<String, String> parse(String text) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (CanonicalJson.parse(text) instanceof Map<?, ?> members) {
            members.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }
}
