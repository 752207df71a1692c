package org.loanregistry.privacy.access;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
 * @param reason the case or ticket that the asker names, null if none is named
 * @param record the id of the one record of the person that is meant, null if the person as a whole is
 */
public record AccessRequest(
        String requestId,
        Actor actor,
        Purpose purpose,
        String tenant,
        String subjectId,
        Map<String, AccessLevel> asked,
        int rows,
        String queryShape,
        @Nullable String reason,
        @Nullable String record) {
    private static final int MOST_FIELDS = 64;

    /** Copies the fields, in order of name; refuses none or too many, and a row count below 1. */
    public AccessRequest {
        EntryText.require("request id", requestId);
        EntryText.require("tenant", tenant);
        EntryText.require("query shape", queryShape);
        if (reason != null) {
            EntryText.require("reason", reason);
        }
        if (record != null) {
            EntryText.require("record", record);
        }
        if (asked.isEmpty() || asked.size() > MOST_FIELDS || rows < 1) {
            throw new IllegalArgumentException(asked.size() + " fields over " + rows + " rows, want 1 to " + MOST_FIELDS
                    + " fields over at least 1 row");
        }
        for (String field : asked.keySet()) {
            CataloguedField.requireName(field);
        }
        asked = Collections.unmodifiableMap(new TreeMap<>(asked));
    }

    /** About the person as a whole, without a reason. */
    public AccessRequest(
            String requestId,
            Actor actor,
            Purpose purpose,
            String tenant,
            String subjectId,
            Map<String, AccessLevel> asked,
            int rows,
            String queryShape) {
        this(requestId, actor, purpose, tenant, subjectId, asked, rows, queryShape, null, null);
    }

    /** Shows no subject. */
    @Override
    public String toString() {
        return "AccessRequest[" + requestId + ", " + purpose + ", " + asked + "]";
    }
}
