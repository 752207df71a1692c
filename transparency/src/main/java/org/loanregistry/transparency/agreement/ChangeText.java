package org.loanregistry.transparency.agreement;

/** The text of a change. */
final class ChangeText {
    private static final String FIRST_LINE = "loanreg change v1";

    private ChangeText() {}

    static Change read(AgreementText text) {
        text.line(FIRST_LINE);
        long members = text.number("members");
        if (text.has("register-log")) {
            String origin = text.value("register-log");
            return new Change.RegisterLog(members, keys(origin, text), LogTerms.read(text));
        }
        if (text.has("rotate-keys")) {
            String origin = text.value("rotate-keys");
            return new Change.RotateKeys(members, text.number("revision"), keys(origin, text));
        }
        if (text.has("set-terms")) {
            String origin = text.value("set-terms");
            return new Change.SetTerms(members, origin, text.number("revision"), LogTerms.read(text));
        }
        if (text.has("close-log")) {
            String origin = text.value("close-log");
            return new Change.CloseLog(members, origin, text.number("revision"));
        }
        if (text.has("admit-bank")) {
            return new Change.AdmitBank(members, bank(text.value("admit-bank")));
        }
        if (text.has("dismiss-bank")) {
            return new Change.DismissBank(members, bank(text.value("dismiss-bank")));
        }
        throw text.unexpected("one of register-log, rotate-keys, set-terms, close-log, admit-bank, dismiss-bank");
    }

    static String print(Change change) {
        return FIRST_LINE + "\nmembers " + change.members() + "\n"
                + switch (change) {
                    case Change.RegisterLog register ->
                        "register-log " + register.origin() + "\n"
                                + register.keys().toLines() + register.terms().toLines();
                    case Change.RotateKeys rotate ->
                        "rotate-keys " + rotate.origin() + "\nrevision " + rotate.revision() + "\n"
                                + rotate.keys().toLines();
                    case Change.SetTerms set ->
                        "set-terms " + set.origin() + "\nrevision " + set.revision() + "\n"
                                + set.terms().toLines();
                    case Change.CloseLog close ->
                        "close-log " + close.origin() + "\nrevision " + close.revision() + "\n";
                    case Change.AdmitBank admit -> "admit-bank " + admit.bank() + "\n";
                    case Change.DismissBank dismiss -> "dismiss-bank " + dismiss.bank() + "\n";
                };
    }

    private static LogKeys keys(String origin, AgreementText text) {
        LogKeys keys = new LogKeys(text.keys());
        keys.requireOrigin(origin);
        return keys;
    }

    private static String bank(String mspId) {
        Witness.requireBank(mspId);
        return mspId;
    }
}
