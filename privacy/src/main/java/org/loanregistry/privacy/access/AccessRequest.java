package org.loanregistry.privacy.access;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One question about one person.
 *
 * @param requestId the HTTP request's or job's id
 * @param actor who asks
 * @param purpose for what
 * @param tenant the lender whose borrower it is
 * @param subjectId the person's internal id
 * @param asked the fields wanted, 1 to 64, each with the most that is wanted of it
 * @param rows over how many persons the whole query goes, at least 1
 * @param queryShape which kind of query it is, without its values
 */
public record AccessRequest(
        String requestId,
        Actor actor,
        Purpose purpose,
        String tenant,
        String subjectId,
        Map<String, AccessLevel> asked,
        int rows,
        String queryShape) {
    private static final int MOST_FIELDS = 64;

    /** Copies the fields, in order of name; refuses none or too many, and a row count below 1. */
    public AccessRequest {
        EntryText.require("request id", requestId);
        EntryText.require("tenant", tenant);
        EntryText.require("query shape", queryShape);
        if (asked.isEmpty() || asked.size() > MOST_FIELDS || rows < 1) {
            throw new IllegalArgumentException(asked.size() + " fields over " + rows + " rows, want 1 to " + MOST_FIELDS
                    + " fields over at least 1 row");
        }
        for (String field : asked.keySet()) {
            CataloguedField.requireName(field);
        }
        asked = Collections.unmodifiableMap(new TreeMap<>(asked));
    }

    /** Shows no subject. */
    @Override
    public String toString() {
        return "AccessRequest[" + requestId + ", " + purpose + ", " + asked + "]";
    }
}
