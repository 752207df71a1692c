package org.loanregistry.privacy.access;

/**
 * The ground in law on which data is handled (PIPL 13), as our store shows it.
 *
 * @param type which
 * @param reference of the receipt, contract, article or ticket; "-" if there is none
 */
public record Basis(Type type, String reference) {
    /** The grounds that are told apart. */
    public enum Type {
        /** None was found. */
        NONE,
        /** The person's consent, by a receipt. */
        CONSENT,
        /** A contract with the person. */
        CONTRACT,
        /** A duty by law. */
        LEGAL_DUTY,
        /** An emergency. */
        EMERGENCY
    }

    /** No ground. */
    public static final Basis NONE = new Basis(Type.NONE, "-");

    /** Refuses a reference that could not stand in an entry. */
    public Basis {
        EntryText.require("basis", reference);
    }
}
