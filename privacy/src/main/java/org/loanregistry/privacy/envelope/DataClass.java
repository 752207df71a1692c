package org.loanregistry.privacy.envelope;

/** Protection class of a field, after JR/T 0171-2020: the higher, the worse its loss. */
public enum DataClass {
    /** Internal data: opening time, branch. */
    C1(1),
    /** Identity and financial state: id number, mobile, account, loan. */
    C2(2),
    /** Authentication secrets and biometrics. */
    C3(3);

    private final int number;

    DataClass(int number) {
        this.number = number;
    }

    /** The class as bits 15-14 of the envelope's flags. */
    int flagBits() {
        return number << 14;
    }
}
