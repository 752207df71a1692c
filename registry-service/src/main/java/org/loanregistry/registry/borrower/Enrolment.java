package org.loanregistry.registry.borrower;

import java.util.List;

/** Whether a borrower could be enrolled under a reference. */
public sealed interface Enrolment {
    /** New, or known with exactly this identity. */
    record Enrolled(Borrower borrower) implements Enrolment {}

    /** Known under this reference with another identity: the names of the fields that differ. */
    record Differs(List<String> fields) implements Enrolment {
        /** Copies the names. */
        public Differs {
            fields = List.copyOf(fields);
        }
    }
}
