package org.loanregistry.privacy.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.loanregistry.privacy.token.Pseudonyms;

/**
 * Decides who sees what, writes it down, and only then hands out leave. Safe for many threads.
 *
 * <p>Guarantees: no grant exists without a durable entry; a refusal is written too; if the log fails, nothing is revealed;
 * facts come from the {@link FactBook} alone. Limits: it sees what it is asked; a value once revealed is out of its reach.
 */
public final class AccessDesk {
    private static final Duration GRANT_LIFE = Duration.ofSeconds(30);

    private final AccessPolicy policy;
    private final FieldCatalogue catalogue;
    private final FactBook facts;
    private final ObligationDesk obligations;
    private final AccessLog log;
    private final Function<String, Pseudonyms> pseudonyms;
    private final InstantSource clock;

    /**
     * A desk.
     *
     * @param pseudonyms by tenant
     */
    public AccessDesk(
            AccessPolicy policy,
            FieldCatalogue catalogue,
            FactBook facts,
            ObligationDesk obligations,
            AccessLog log,
            Function<String, Pseudonyms> pseudonyms,
            InstantSource clock) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.facts = facts;
        this.obligations = obligations;
        this.log = log;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Decides a request.
     *
     * @throws RuntimeException from the ports; then nothing is granted
     */
    public Ruling rule(AccessRequest request) {
        Facts known = facts.facts(request);
        Decision decision = policy.decide(request, known, catalogue);
        if (decision.effect() == Decision.Effect.PERMIT && !isFulfilled(decision, request, known)) {
            decision = decision.denied(Decision.Reason.OBLIGATION_UNFULFILLED);
        }
        AccessEntry entry = entry(request, known, decision);
        long number = log.append(entry);
        return switch (decision.effect()) {
            case DENY -> new Ruling.Denied(decision, number);
            case PERMIT ->
                new Ruling.Granted(
                        decision, new AccessGrant(request, entry, number, expiry(entry.at(), known), clock, log));
        };
    }

    private boolean isFulfilled(Decision decision, AccessRequest request, Facts known) {
        if (!Obligations.areMet(decision.obligations(), request, known)) {
            return false;
        }
        for (Obligation obligation : decision.obligations()) {
            boolean fulfilled = switch (obligation) {
                case Obligation.RowCap _ -> true;
                case Obligation.TwoPersons _, Obligation.Mask _, Obligation.NotifySubject _, Obligation.Watermark _ ->
                    obligations.fulfil(obligation, request);
            };
            if (!fulfilled) {
                return false;
            }
        }
        return true;
    }

    private static Instant expiry(Instant at, Facts known) {
        Instant end = at.plus(GRANT_LIFE);
        BreakGlass glass = known.breakGlass();
        return glass != null && glass.expires().isBefore(end) ? glass.expires() : end;
    }

    private AccessEntry entry(AccessRequest request, Facts known, Decision decision) {
        Set<AccessEntry.Asked> asked = new LinkedHashSet<>();
        request.asked().forEach((name, level) -> asked.add(asked(name, level)));
        boolean denied = decision.effect() == Decision.Effect.DENY;
        return new AccessEntry(
                now(clock),
                request.requestId(),
                request.actor(),
                pseudonyms.apply(request.tenant()).of(request.subjectId()),
                request.tenant(),
                request.purpose(),
                known.basis(),
                decision,
                List.copyOf(asked),
                request.rows(),
                request.queryShape(),
                request.reason(),
                request.record(),
                known.breakGlass(),
                AccessEntry.Phase.INTENT,
                denied ? AccessEntry.Outcome.REFUSED : AccessEntry.Outcome.OPEN,
                null);
    }

    /** A name that is not listed may be anything that someone typed, so it is not written down. */
    private AccessEntry.Asked asked(String name, AccessLevel level) {
        CataloguedField field = catalogue.get(name);
        return field != null
                ? new AccessEntry.Asked(name, field.group().dataClass().name(), level, 0)
                : new AccessEntry.Asked("?", "-", level, 0);
    }
}
