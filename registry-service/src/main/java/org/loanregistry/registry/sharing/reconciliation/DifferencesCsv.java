package org.loanregistry.registry.sharing.reconciliation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Differences as a file (docs/reconciliation.md): RFC 4180, UTF-8, every line ended by CR LF. Its SHA-256 stands in the statement, so
 * its bytes never change. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
final class DifferencesCsv {
    private static final String FORMULA_STARTS = "=+-@\t\r＝＋－＠";
    private static final List<String> HEADER = List.of(
            "cause",
            "tenant",
            "contract_number",
            "contract_id",
            "registry_currency",
            "registry_principal_outstanding",
            "registry_last_record_on",
            "registry_version",
            "bank_currency",
            "bank_principal_outstanding",
            "bank_last_record_on",
            "bank_version");

    private final StringBuilder text = new StringBuilder();

    /** A file with its header. */
    DifferencesCsv() {
        append(HEADER);
    }

    /** The next line. */
    void add(Difference one) {
        List<String> cells = new ArrayList<>(HEADER.size());
        cells.add(one.cause().name());
        cells.add(one.tenant());
        cells.add(harmless(one.contractNumber()));
        cells.add(one.contractId() == null ? "" : one.contractId().toString());
        cells.addAll(cells(one.registry()));
        cells.addAll(cells(one.bank()));
        append(cells);
    }

    private void append(List<String> cells) {
        text.append(CSVFormat.RFC4180.format(cells.toArray())).append("\r\n");
    }

    private static List<String> cells(@Nullable Side side) {
        return side == null
                ? Collections.nCopies(4, "")
                : List.of(
                        side.currency(),
                        side.principal(),
                        side.lastOn() == null ? "" : side.lastOn().toString(),
                        Integer.toString(side.version()));
    }

    private static String harmless(String text) {
        return FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
