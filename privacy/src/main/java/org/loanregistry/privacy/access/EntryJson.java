package org.loanregistry.privacy.access;

/** Writes RFC 8785 JSON of printable ASCII texts and whole numbers; the caller keeps keys in order. */
final class EntryJson {
    private final StringBuilder text = new StringBuilder(768);

    EntryJson open(char bracket) {
        separate();
        text.append(bracket);
        return this;
    }

    EntryJson close(char bracket) {
        text.append(bracket);
        return this;
    }

    EntryJson key(String key) {
        separate();
        quote(key);
        text.append(':');
        return this;
    }

    EntryJson text(String key, String value) {
        key(key);
        quote(value);
        return this;
    }

    EntryJson number(String key, long value) {
        key(key);
        text.append(value);
        return this;
    }

    EntryJson word(String key, String value) {
        key(key);
        text.append(value);
        return this;
    }

    EntryJson item(String value) {
        separate();
        quote(value);
        return this;
    }

    String toText() {
        return text.toString();
    }

    private void separate() {
        int length = text.length();
        if (length > 0 && ":{[".indexOf(text.charAt(length - 1)) < 0) {
            text.append(',');
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}
