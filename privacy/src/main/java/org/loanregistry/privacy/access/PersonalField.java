package org.loanregistry.privacy.access;

/**
 * Whose value it is: a grant for one person's field opens no other's.
 *
 * @param tenant the lender whose borrower it is
 * @param subjectId the person's internal id
 * @param field the field's name in the catalogue
 */
public record PersonalField(String tenant, String subjectId, String field) {
    /** Shows the field only. */
    @Override
    public String toString() {
        return "PersonalField[" + field + "]";
    }
}
