package org.loanregistry.chaincode;

import java.util.List;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.VerifierKey;

/** A registered log: its key, the bank that registered it, and the transaction in which it did. */
record LogRegistration(VerifierKey vkey, String mspId, String transactionId) {
    private static final String FIRST_LINE = "loanreg log v1";

    static LogRegistration parse(String text) {
        List<String> lines = StrictText.lines(text);
        if (lines.size() != 4 || !lines.getFirst().equals(FIRST_LINE)) {
            throw new IllegalArgumentException("not a log registration");
        }
        return new LogRegistration(
                VerifierKey.parse(StrictText.after("vkey ", lines.get(1))),
                StrictText.after("by ", lines.get(2)),
                StrictText.after("tx ", lines.get(3)));
    }

    String toText() {
        return FIRST_LINE + "\nvkey " + vkey.toText() + "\nby " + mspId + "\ntx " + transactionId + "\n";
    }
}
