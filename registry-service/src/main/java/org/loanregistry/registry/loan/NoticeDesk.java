package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.CorrectionNotice.Change;
import org.loanregistry.registry.loan.CorrectionNotice.Reason;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.registry.web.Answer;
import org.loanregistry.registry.web.Paging;

/**
 * Tells whoever holds or saw a record that it was wrong, in the transaction that corrects it, and keeps who took notice. Who funds
 * the loan learns which record; who only saw something of the borrower learns no more than that.
 */
@Singleton
final class NoticeDesk {
    private final Database database;
    private final Onlookers onlookers;
    private final RecordIds ids;
    private final RecordDesk desk;
    private final NoticeRules rules;
    private final NoticeStore store = new NoticeStore();

    NoticeDesk(Database database, Onlookers onlookers, RecordIds ids, RecordDesk desk, NoticeRules rules) {
        this.database = database;
        this.onlookers = onlookers;
        this.ids = ids;
        this.desk = desk;
        this.rules = rules;
    }

    /**
     * Tells of a correction.
     *
     * @param version the version that counts now
     * @param wrongSince when the event was first recorded
     */
    void tell(Transaction tx, UUID correctionId, RecordedEvent version, Instant wrongSince) {
        Instant now = version.stamp().recordedAt();
        var rule = rules.at(now);
        Map<String, Set<Reason>> recipients = new TreeMap<>();
        version.shares().forEach(share -> add(recipients, share.lender(), Reason.FUNDS));
        String tenant = version.shares().getFirst().lender();
        onlookers
                .lendersShown(tx, tenant, version.stamp().subjectId(), rule.since(wrongSince, now))
                .forEach(lender -> add(recipients, lender, Reason.LOOKED));
        Map<String, UUID> noticeIds = new HashMap<>();
        recipients.keySet().forEach(recipient -> noticeIds.put(recipient, ids.next()));
        var telling =
                new NoticeStore.Telling(correctionId, ids.next(), version, now, rule.acknowledgeBy(now), rule.id());
        store.insert(tx, telling, recipients, noticeIds);
    }

    private static void add(Map<String, Set<Reason>> recipients, String recipient, Reason reason) {
        recipients.computeIfAbsent(recipient, _ -> EnumSet.noneOf(Reason.class)).add(reason);
    }

    /** A lender's own notices; of the operator and the officer, everyone's. */
    Map<String, Object> notices(Caller caller, @Nullable String state, Paging paging) {
        if (state != null && !state.equals("open")) {
            throw new Refused(
                    "A query parameter breaks a rule.",
                    List.of(new FieldError("state", "must be open, or not be given")));
        }
        String recipient = caller.role() == Role.LENDER ? caller.organisation() : null;
        Instant now = desk.now();
        return caller.read(database, tx -> {
            var found =
                    store.notices(tx, recipient, state != null, paging.afterId().orElse(null), paging.wanted());
            return paging.page("notices", found, one -> one.noticeId().toString(), one -> tree(one, now));
        });
    }

    private static Map<String, Object> tree(CorrectionNotice notice, Instant now) {
        CorrectionNotice.Told told = notice.told();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("noticeId", notice.noticeId().toString());
        tree.put("subjectId", told.subjectId().toString());
        Change change = told.change();
        if (change != null && notice.reasons().contains(Reason.FUNDS)) {
            tree.put("correctionId", change.correctionId().toString());
            tree.put("contractId", change.contractId().toString());
            tree.put("contractNumber", change.contractNumber());
            tree.put("eventId", change.eventId().toString());
            tree.put("rowVersion", change.rowVersion());
            tree.put("recordId", change.recordId().toString());
            tree.put("supersededRecordId", change.supersededRecordId().toString());
            addChange(tree, change);
        }
        tree.put("noticedAt", told.noticedAt().toString());
        addRecipient(tree, notice, now);
        return tree;
    }

    private static void addChange(Map<String, Object> tree, Change change) {
        tree.put("reasonCode", change.reasonCode());
        tree.put("changedPaths", change.changedPaths());
        tree.put("withdrawn", change.withdrawn());
    }

    private static void addRecipient(Map<String, Object> tree, CorrectionNotice notice, Instant now) {
        tree.put("recipient", notice.recipient());
        tree.put("reasons", notice.reasons().stream().map(Enum::name).toList());
        tree.put("acknowledgeBy", notice.told().acknowledgeBy().toString());
        tree.put("rule", notice.told().rule());
        if (notice.acknowledgedAt() != null) {
            tree.put("acknowledgedAt", notice.acknowledgedAt().toString());
        }
        tree.put("overdue", notice.isOverdue(now));
    }

    /** Takes notice, as the recipient: 200, the first time and ever after with the time of the first. */
    Answer acknowledge(Transaction tx, Caller caller, String noticeId) {
        UUID id = id(noticeId);
        find(tx, caller, id);
        store.acknowledge(tx, id, caller.toText(), desk.now());
        return new Answer(200, Json.write(tree(find(tx, caller, id), desk.now())));
    }

    private CorrectionNotice find(Transaction tx, Caller caller, UUID id) {
        return caller.reading(tx, own -> store.find(own, caller.organisation(), id))
                .orElseThrow(NoticeDesk::notFound);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static NotFound notFound() {
        return new NotFound("There is no such notice, or none that the caller may see.");
    }

    /** What was corrected in the caller's own loans, who was told, and who took notice. */
    Map<String, Object> ownCorrections(Caller caller, UUID subjectId, Paging paging) {
        if (caller.role() != Role.BORROWER || !caller.organisation().equals(subjectId.toString())) {
            throw new NotFound("There is no such borrower, or none that the caller may see.");
        }
        Instant now = desk.now();
        return database.read(tx -> {
            List<UUID> places = store.ofBorrower(tx, subjectId, paging.afterId().orElse(null), paging.wanted());
            Map<UUID, List<CorrectionNotice>> notices = store.at(tx, places).stream()
                    .collect(Collectors.groupingBy(one -> one.told().place()));
            return paging.page(
                    "corrections",
                    places,
                    UUID::toString,
                    place -> own(Objects.requireNonNull(notices.get(place)), now));
        });
    }

    /** All of them, of the borrower whom a caller was let see. */
    List<Object> corrections(Transaction tx, UUID subjectId) {
        Instant now = desk.now();
        List<UUID> places = store.ofBorrower(tx, subjectId, null, Integer.MAX_VALUE);
        Map<UUID, List<CorrectionNotice>> notices = store.at(tx, places).stream()
                .collect(Collectors.groupingBy(one -> one.told().place()));
        return places.stream()
                .map(place -> (Object) own(Objects.requireNonNull(notices.get(place)), now))
                .toList();
    }

    private static Map<String, Object> own(List<CorrectionNotice> notices, Instant now) {
        CorrectionNotice.Told told = notices.getFirst().told();
        Change change = Objects.requireNonNull(told.change());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("correctionId", change.correctionId().toString());
        tree.put("contractNumber", change.contractNumber());
        tree.put("at", told.noticedAt().toString());
        addChange(tree, change);
        List<Object> recipients = new ArrayList<>();
        for (CorrectionNotice one : notices) {
            Map<String, Object> recipient = new LinkedHashMap<>();
            addRecipient(recipient, one, now);
            recipients.add(recipient);
        }
        tree.put("told", recipients);
        return tree;
    }
}
