package org.loanregistry.registry.sharing;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.log.PublishedLog;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.record.SchemaField;

/** Makes proof bundles (docs/formats.md 7): fields of a record, never the personal ones. */
@Singleton
final class ProofPress {
    private final RecordSchemas schemas;

    ProofPress(RecordSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * The bundle of a record: values, salts and paths from its rows as they are now, leaf and place from the log, so that
     * rows changed since do not lead to the leaf any more, and the reader sees it. Shown are the fields whose names {@code isShown} takes.
     */
    String bundle(PublishedLog log, RecordContents record, long leafIndex, Predicate<String> isShown) {
        var schema = schemas.require(record.schemaId());
        var now = RecordCommitment.of(schema, record.key(), record.rowVersion(), record.epochSeconds(), record.values())
                .disclose(open(schema, isShown));
        var shown = new Disclosure(
                now.schemaId(),
                now.fieldCount(),
                now.rid(),
                now.epochSeconds(),
                now.headerSalt(),
                log.leafData(leafIndex),
                now.disclosed());
        return text(log, shown, leafIndex);
    }

    /** The proof of a leaf whose record nobody can open any more: its place in the log, and no field. */
    String place(PublishedLog log, long leafIndex) {
        return new ProofBundle(null, leafIndex, log.inclusion(leafIndex).path(), log.note()).toText();
    }

    /** The bundle of the feed-heads record that the head ends with: one slot, the others stay hidden. */
    String feedHead(PublishedLog log, int slot) {
        return text(log, log.feedHeads().disclose(Set.of(slot)), log.treeSize() - 1);
    }

    private static String text(PublishedLog log, Disclosure shown, long leafIndex) {
        var path = log.inclusion(leafIndex).path();
        return new ProofBundle(shown.toJson(), leafIndex, path, log.note()).toText();
    }

    private static Set<Integer> open(RecordSchema schema, Predicate<String> isShown) {
        return schema.fields().stream()
                .filter(field -> !field.personal() && isShown.test(field.name()))
                .map(SchemaField::fieldId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
