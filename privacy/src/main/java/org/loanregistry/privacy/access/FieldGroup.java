package org.loanregistry.privacy.access;

import org.loanregistry.privacy.envelope.DataClass;

/** What a field tells of a person, as far as policies tell fields apart. */
public enum FieldGroup {
    /** Opening time, branch and the like. */
    INTERNAL(DataClass.C1),
    /** Who someone is and how they are reached. */
    IDENTITY(DataClass.C2),
    /** What someone owes, pays and has. */
    FINANCIAL(DataClass.C2),
    /** What someone proves their identity with: secrets and biometrics. */
    AUTHENTICATION(DataClass.C3);

    private final DataClass dataClass;

    FieldGroup(DataClass dataClass) {
        this.dataClass = dataClass;
    }

    /** The protection class, which sets the ceiling. */
    public DataClass dataClass() {
        return dataClass;
    }
}
