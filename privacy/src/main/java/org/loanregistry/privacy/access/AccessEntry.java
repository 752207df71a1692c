package org.loanregistry.privacy.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the access log keeps of one decision, before anything is shown (INTENT) and when it is over (RESULT). It names the
 * person by a pseudonym and fields by their catalogued names; it holds no value.
 *
 * @param at when, to the millisecond
 * @param requestId the request's id
 * @param actor who asked
 * @param subject the pseudonym of the person, 32 hex digits
 * @param tenant the lender whose borrower it is
 * @param purpose for what
 * @param basis the ground found
 * @param decision what was decided
 * @param fields what was asked for, in order of name
 * @param rows over how many persons
 * @param queryShape which kind of query
 * @param reason the case or ticket that the asker named, null if none
 * @param record the id of the one record of the person that was asked about, null if none
 * @param breakGlass the broken glass, null if whole
 * @param phase before or after
 * @param outcome how it stands
 * @param intent in a RESULT, the number of the INTENT that it closes; else null
 */
public record AccessEntry(
        Instant at,
        String requestId,
        Actor actor,
        String subject,
        String tenant,
        Purpose purpose,
        Basis basis,
        Decision decision,
        List<Asked> fields,
        int rows,
        String queryShape,
        @Nullable String reason,
        @Nullable String record,
        @Nullable BreakGlass breakGlass,
        Phase phase,
        Outcome outcome,
        @Nullable Long intent) {
    /** Before or after. */
    public enum Phase {
        /** Before anything is shown. An INTENT that stays OPEN is an alert. */
        INTENT,
        /** When the grant is closed. */
        RESULT
    }

    /** How it stands. */
    public enum Outcome {
        /** Granted, not yet closed. */
        OPEN,
        /** Denied; no RESULT follows. */
        REFUSED,
        /** At least one value was revealed. */
        REVEALED,
        /** A value that the asker has was compared with the one that is kept, and none was revealed. Not whether they are equal. */
        COMPARED,
        /** Closed without revealing or comparing a value: masks at most were shown. */
        NOT_REVEALED
    }

    /**
     * A field asked for.
     *
     * @param column its name in the catalogue, or "?" if it is not listed
     * @param dataClass its protection class, "-" if it is not listed
     * @param level the most that was asked for
     * @param count how many values were revealed
     */
    public record Asked(String column, String dataClass, AccessLevel level, int count) {}

    /** Copies the fields. */
    public AccessEntry {
        fields = List.copyOf(fields);
    }

    /** The RESULT of this INTENT. */
    AccessEntry closed(Instant when, long number, Map<String, Integer> revealed, boolean isAnyCompared) {
        List<Asked> counted = fields.stream()
                .map(one ->
                        new Asked(one.column(), one.dataClass(), one.level(), revealed.getOrDefault(one.column(), 0)))
                .toList();
        Outcome unseen = isAnyCompared ? Outcome.COMPARED : Outcome.NOT_REVEALED;
        Outcome how = revealed.isEmpty() ? unseen : Outcome.REVEALED;
        return new AccessEntry(
                when,
                requestId,
                actor,
                subject,
                tenant,
                purpose,
                basis,
                decision,
                counted,
                rows,
                queryShape,
                reason,
                record,
                breakGlass,
                Phase.RESULT,
                how,
                number);
    }

    /**
     * The RFC 8785 form (docs/formats.md 13).
     *
     * @param number its number in the log, from 0
     * @param previous the hash of the entry before, null for the first
     */
    public byte[] toJson(long number, @Nullable String previous) {
        var json = new EntryJson();
        json.open('{').key("actor").open('{').text("id", actor.id());
        json.word("mfa", String.valueOf(actor.strength() != Actor.Strength.SINGLE));
        json.text("organisation", actor.organisation())
                .text("role", actor.role().name());
        json.text("session", actor.session()).close('}');
        json.key("basis")
                .open('{')
                .text("ref", basis.reference())
                .text("type", basis.type().name())
                .close('}');
        BreakGlass glass = breakGlass;
        if (glass != null) {
            json.key("breakGlass").open('{').key("approvers").open('[');
            glass.approvers().forEach(json::item);
            json.close(']')
                    .time("expires", glass.expires())
                    .text("ticket", glass.ticket())
                    .close('}');
        }
        writeDecision(json);
        writeFields(json);
        if (intent != null) {
            json.number("intent", intent);
        }
        json.text("outcome", outcome.name()).text("phase", phase.name());
        if (previous != null) {
            json.text("prev", previous);
        }
        json.text("purpose", purpose.name()).text("queryShape", queryShape);
        if (reason != null) {
            json.text("reason", reason);
        }
        if (record != null) {
            json.text("record", record);
        }
        json.text("req", requestId);
        json.number("rows", rows).number("seq", number).text("subject", subject).text("tenant", tenant);
        return json.time("ts", at).number("v", 1).close('}').toText().getBytes(StandardCharsets.UTF_8);
    }

    private void writeFields(EntryJson json) {
        json.key("fields").open('[');
        for (Asked one : fields) {
            json.open('{').text("cls", one.dataClass()).text("col", one.column());
            json.text("level", one.level().name()).number("n", one.count()).close('}');
        }
        json.close(']');
    }

    private void writeDecision(EntryJson json) {
        json.key("decision")
                .open('{')
                .text("effect", decision.effect().name())
                .key("levels")
                .open('{');
        Map<String, AccessLevel> levels = new TreeMap<>();
        for (Asked one : fields) {
            levels.put(one.column(), decision.level(one.column()));
        }
        levels.forEach((column, level) -> json.text(column, level.name()));
        json.close('}').key("obligations").open('[');
        decision.obligations().forEach(one -> json.item(one.text()));
        json.close(']')
                .text("policyHash", decision.policyHash())
                .text("reason", decision.reason().name())
                .close('}');
    }
}
