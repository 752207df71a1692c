package org.loanregistry.registry.rights;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** To what persons have consented, out of their own acts. */
@Singleton
public final class Consents {
    private final InstantSource clock;
    private final ActStore store = new ActStore();

    Consents(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What a person allows one recipient for one purpose.
     *
     * @param receiptByField the consent that stands, for each field that one names
     * @param isWithdrawn whether the person gave such a consent, took it back, and none stands now
     */
    public record Standing(Map<String, UUID> receiptByField, boolean isWithdrawn) {
        /** Copies the map. */
        public Standing {
            receiptByField = Map.copyOf(receiptByField);
        }
    }

    /** How it stands now with this recipient, a lender's id, and this purpose. */
    public Standing of(Transaction tx, UUID subjectId, String recipient, String purpose) {
        return of(store.about(tx, subjectId), recipient, purpose, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    static Standing of(List<SubjectAct> acts, String recipient, String purpose, LocalDate today) {
        Set<UUID> withdrawn = new HashSet<>();
        for (SubjectAct act : acts) {
            if (act.kind() == ActKind.CONSENT_WITHDRAWN && act.refersTo() != null) {
                withdrawn.add(act.refersTo());
            }
        }
        Map<String, UUID> standing = new TreeMap<>();
        boolean isAnyWithdrawn = false;
        for (SubjectAct act : acts) {
            Map<?, ?> body = RightsState.body(act);
            if (act.kind() != ActKind.CONSENT_GIVEN
                    || !recipient.equals(body.get("recipient"))
                    || !purpose.equals(body.get("purpose"))) {
                continue;
            }
            if (withdrawn.contains(act.actId())) {
                isAnyWithdrawn = true;
            } else if (!RightsState.isOver(act, today) && body.get("fields") instanceof List<?> fields) {
                fields.forEach(field -> standing.put(String.valueOf(field), act.actId()));
            }
        }
        return new Standing(standing, isAnyWithdrawn && standing.isEmpty());
    }
}
