package org.loanregistry.registry.rights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.record.CanonicalJson;

/**
 * What a person's acts come to on a day.
 *
 * @param holds those that have the data kept, by act
 * @param requests every request for erasure, oldest first
 * @param erased the acts of the erasure, one for all records and one for each feed; empty if there was none
 */
record RightsState(List<SubjectAct> holds, List<Request> requests, List<SubjectAct> erased) {
    RightsState {
        holds = List.copyOf(holds);
        requests = List.copyOf(requests);
        erased = List.copyOf(erased);
    }

    /** Where a request is. */
    enum Stage {
        REQUESTED,
        REFUSED,
        /** Granted; the law has the data kept meanwhile, and only kept. */
        RESTRICTED,
        ERASED
    }

    /** A request for erasure and what was decided. */
    record Request(SubjectAct asked, @Nullable SubjectAct decided, Stage stage) {}

    /** Folds acts that are in the order of their records. */
    static RightsState of(List<SubjectAct> acts, LocalDate today) {
        Set<UUID> released = new HashSet<>();
        Map<UUID, SubjectAct> decided = new HashMap<>();
        List<SubjectAct> erased = new ArrayList<>();
        for (SubjectAct act : acts) {
            switch (act.kind()) {
                case HOLD_RELEASED -> Optional.ofNullable(act.refersTo()).ifPresent(released::add);
                case ERASURE_GRANTED, ERASURE_REFUSED ->
                    Optional.ofNullable(act.refersTo()).ifPresent(request -> decided.put(request, act));
                case ERASED -> erased.add(act);
                case ERASURE_REQUESTED, HOLD_PLACED, CONSENT_GIVEN, CONSENT_WITHDRAWN, EXPORTED -> {}
            }
        }
        List<SubjectAct> holds = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        for (SubjectAct act : acts) {
            switch (act.kind()) {
                case HOLD_PLACED -> {
                    if (!released.contains(act.actId()) && !isOver(act, today)) {
                        holds.add(act);
                    }
                }
                case ERASURE_REQUESTED -> {
                    SubjectAct decision = decided.get(act.actId());
                    requests.add(new Request(act, decision, stage(act, decision, erased)));
                }
                case ERASURE_REFUSED,
                        ERASURE_GRANTED,
                        ERASED,
                        HOLD_RELEASED,
                        CONSENT_GIVEN,
                        CONSENT_WITHDRAWN,
                        EXPORTED -> {}
            }
        }
        return new RightsState(holds, requests, erased);
    }

    private static Stage stage(SubjectAct request, @Nullable SubjectAct decision, List<SubjectAct> erased) {
        if (decision == null) {
            return Stage.REQUESTED;
        }
        if (decision.kind() == ActKind.ERASURE_REFUSED) {
            return Stage.REFUSED;
        }
        return erased.stream().anyMatch(act -> request.actId().equals(act.refersTo()))
                ? Stage.ERASED
                : Stage.RESTRICTED;
    }

    /** A hold or a consent lasts until its last day is over; days are counted in UTC. */
    static boolean isOver(SubjectAct act, LocalDate today) {
        return body(act).get("until") instanceof String until && today.isAfter(LocalDate.parse(until));
    }

    static Map<?, ?> body(SubjectAct act) {
        return CanonicalJson.parse(act.body()) instanceof Map<?, ?> body ? body : Map.of();
    }

    /** The request that is granted and not carried out. */
    Optional<Request> restricted() {
        return requests.stream().filter(one -> one.stage() == Stage.RESTRICTED).findFirst();
    }

    /** A request that nobody has decided. */
    Optional<Request> open() {
        return requests.stream().filter(one -> one.stage() == Stage.REQUESTED).findFirst();
    }

    /** The act of the erasure that names every record. */
    Optional<SubjectAct> erasure() {
        return erased.stream().filter(act -> act.feed() == null).findFirst();
    }
}
