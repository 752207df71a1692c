package org.loanregistry.privacy.access;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes RFC 8785 JSON of printable ASCII texts and whole numbers; the caller keeps keys in order. */
final class EntryJson {
    private static final int NANOS_A_MILLI = 1_000_000;

    private final StringBuilder text = new StringBuilder(1_200);

    EntryJson open(char bracket) {
        separate();
        text.append(bracket);
        return this;
    }

    EntryJson close(char bracket) {
        text.append(bracket);
        return this;
    }

    /** A key is a word of ours or a field's name: nothing in it is to be escaped. */
    EntryJson key(String key) {
        separate();
        text.append('"').append(key).append("\":");
        return this;
    }

    EntryJson text(String key, String value) {
        separate();
        text.append('"').append(key).append("\":\"");
        escaped(value);
        text.append('"');
        return this;
    }

    /** As {@link Instant#toString} writes it, which takes as long as to hash a quarter of an entry. */
    EntryJson time(String key, Instant at) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
        int millis = at.getNano() / NANOS_A_MILLI;
        if (utc.getYear() < 1_000 || utc.getYear() > 9_999 || at.getNano() % NANOS_A_MILLI != 0) {
            return text(key, at.toString());
        }
        key(key);
        text.append('"').append(utc.getYear());
        two('-', utc.getMonthValue()).two('-', utc.getDayOfMonth());
        two('T', utc.getHour()).two(':', utc.getMinute()).two(':', utc.getSecond());
        if (millis > 0) {
            text.append('.').append((char) ('0' + millis / 100));
            text.append((char) ('0' + millis / 10 % 10)).append((char) ('0' + millis % 10));
        }
        text.append("Z\"");
        return this;
    }

    private EntryJson two(char before, int number) {
        text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
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
        text.append('"');
        escaped(value);
        text.append('"');
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

    private void escaped(String value) {
        if (value.indexOf('"') < 0 && value.indexOf('\\') < 0) {
            text.append(value);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
    }
}
