package org.loanregistry.transparency.agreement;

import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.CosignerKey;

/** A bank's witness of a log: the bank's MSP id and the key its witness cosigns with. */
public record Witness(String bank, CosignerKey key) {
    private static final String MSP_ID = "[A-Za-z][A-Za-z0-9.-]{0,63}";

    /** Refuses what is no MSP id: a letter, then letters, digits, dots and hyphens, at most 64 in all. */
    public Witness {
        requireBank(bank);
    }

    static void requireBank(String mspId) {
        if (!mspId.matches(MSP_ID)) {
            throw new AgreementException("not an MSP id: " + StrictText.quoted(mspId));
        }
    }

    String toLine() {
        return "witness " + bank + " " + key.toText() + "\n";
    }
}
