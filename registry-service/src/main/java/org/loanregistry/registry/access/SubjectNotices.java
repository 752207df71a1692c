package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.privacy.access.AccessRequest;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.registry.web.Paging;

/**
 * Tells a borrower of accesses that the policy has told: before the grant, so that there may be a notice of an access that did not
 * come about, and never an access without its notice.
 */
@Singleton
public final class SubjectNotices {
    private final Database database;
    private final RecordIds ids;
    private final InstantSource clock;
    private final SubjectNoticeStore store = new SubjectNoticeStore();

    SubjectNotices(Database database, RecordIds ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Writes the notice. */
    void tell(AccessRequest request) {
        var notice = new SubjectNoticeStore.Notice(
                ids.next(),
                UUID.fromString(request.subjectId()),
                request.actor().organisation(),
                request.purpose().name(),
                request.queryShape(),
                List.copyOf(request.asked().keySet()),
                clock.instant());
        database.inTransaction(tx -> {
            store.insert(tx, notice);
            return notice;
        });
    }

    /** The caller's own: {@code {notices: [{noticeId, at, organisation, purpose, action, fields}], next}}. */
    Map<String, Object> own(Caller caller, UUID subjectId, Paging paging) {
        if (caller.role() != Role.BORROWER || !caller.organisation().equals(subjectId.toString())) {
            throw Refusals.noSuchBorrower();
        }
        return database.read(tx -> paging.page(
                "notices",
                store.about(tx, subjectId, paging.afterId().orElse(null), paging.wanted()),
                one -> one.id().toString(),
                SubjectNotices::tree));
    }

    /** All of a person, for whoever was let see everything. */
    public List<Map<String, Object>> all(Transaction tx, UUID subjectId) {
        return store.about(tx, subjectId, null, Integer.MAX_VALUE).stream()
                .map(SubjectNotices::tree)
                .toList();
    }

    private static Map<String, Object> tree(SubjectNoticeStore.Notice notice) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("noticeId", notice.id().toString());
        tree.put("at", notice.at().toString());
        tree.put("organisation", notice.organisation());
        tree.put("purpose", notice.purpose());
        tree.put("action", notice.action());
        tree.put("fields", notice.fields());
        return tree;
    }
}
