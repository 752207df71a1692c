package org.loanregistry.transparency.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.CosignerKey;
import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.transparency.note.VerifierKey;

/** Reads one of the texts of docs/formats.md, section 9, line by line: {@code name SP value}, in one order only. */
final class AgreementText {
    private final String what;
    private final List<String> lines;
    private int next;

    private AgreementText(String what, List<String> lines) {
        this.what = what;
        this.lines = lines;
    }

    /** Reads {@code text} whole with {@code reader}; lines that are left, and whatever is refused, are an error. */
    static <T> T parse(String what, String text, Function<AgreementText, T> reader) {
        try {
            AgreementText lines = new AgreementText(what, StrictText.lines(text));
            T value = reader.apply(lines);
            if (lines.next < lines.lines.size()) {
                throw lines.unexpected("the end");
            }
            return value;
        } catch (IllegalArgumentException | NoteFormatException e) {
            throw new AgreementException(what + ": " + e.getMessage(), e);
        }
    }

    /** Takes a line that is exactly this. */
    void line(String wanted) {
        if (!isNext(wanted)) {
            throw unexpected(wanted);
        }
        next++;
    }

    /** Whether the next line is exactly this. */
    boolean isNext(String line) {
        return next < lines.size() && lines.get(next).equals(line);
    }

    /** Whether the next line has this name. */
    boolean has(String name) {
        return next < lines.size() && lines.get(next).startsWith(name + " ");
    }

    /** Takes the next line and gives its value. */
    String value(String name) {
        if (!has(name)) {
            throw unexpected(name);
        }
        String line = lines.get(next++);
        return line.substring(name.length() + 1);
    }

    long number(String name) {
        return StrictText.decimal(value(name));
    }

    /** Takes all lines of this name that follow. */
    <T> List<T> all(String name, Function<String, T> reader) {
        List<T> values = new ArrayList<>();
        while (has(name)) {
            values.add(reader.apply(value(name)));
        }
        return values;
    }

    List<VerifierKey> keys() {
        return all("key", VerifierKey::parse);
    }

    List<Witness> witnesses() {
        return all("witness", value -> {
            int space = value.indexOf(' ');
            if (space < 0) {
                throw new AgreementException(what + ": a witness line holds a bank and a key");
            }
            return new Witness(value.substring(0, space), CosignerKey.parse(value.substring(space + 1)));
        });
    }

    AgreementException unexpected(String wanted) {
        String got = next < lines.size() ? StrictText.quoted(lines.get(next)) : "the end";
        return new AgreementException(what + ": got " + got + " in line " + (next + 1) + ", want " + wanted);
    }
}
