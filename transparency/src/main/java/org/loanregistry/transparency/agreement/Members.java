package org.loanregistry.transparency.agreement;

import java.util.List;
import java.util.stream.Stream;

/**
 * The banks that govern the ledger together.
 *
 * @param revision counts the changes, from 1; every proposal names the one it was made under
 * @param banks their MSP ids, 2 to 15, sorted
 */
public record Members(long revision, List<String> banks) {
    /** The most banks: each may have a witness. */
    public static final int MOST = LogTerms.MAX_WITNESSES;

    /** The fewest banks: one alone would govern by itself. */
    public static final int FEWEST = 2;

    private static final String FIRST_LINE = "loanreg members v1";

    /** Sorts the banks; refuses too few, too many and the same twice. */
    public Members {
        banks = banks.stream().sorted().toList();
        banks.forEach(Witness::requireBank);
        if (revision < 1) {
            throw new AgreementException("got revision " + revision + ", want at least 1");
        }
        if (banks.size() < FEWEST || banks.size() > MOST) {
            throw new AgreementException("got " + banks.size() + " banks, want " + FEWEST + " to " + MOST);
        }
        if (banks.stream().distinct().count() < banks.size()) {
            throw new AgreementException("a bank is named twice");
        }
    }

    /** Parses exactly what {@link #toText} prints. */
    public static Members parse(String text) {
        return AgreementText.parse("members", text, lines -> {
            lines.line(FIRST_LINE);
            return new Members(lines.number("revision"), lines.all("bank", bank -> bank));
        });
    }

    /** The text as it stands on the ledger. */
    public String toText() {
        StringBuilder text = new StringBuilder(FIRST_LINE + "\nrevision " + revision + "\n");
        banks.forEach(bank -> text.append("bank ").append(bank).append('\n'));
        return text.toString();
    }

    /** How many banks must approve a change: floor(banks / 2) + 1. */
    public int majority() {
        return banks.size() / 2 + 1;
    }

    /** The next revision, with one bank more. */
    public Members plus(String bank) {
        return new Members(
                revision + 1, Stream.concat(banks.stream(), Stream.of(bank)).toList());
    }

    /** The next revision, without this bank. */
    public Members minus(String bank) {
        return new Members(
                revision + 1, banks.stream().filter(each -> !each.equals(bank)).toList());
    }
}
