package org.loanregistry.verifier;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.DisclosureCheck;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;

/**
 * Whether the leaves shown are all entries of the access log under a signed checkpoint. Guarantee: without a fault, entries 0 to
 * n−1 are what the log committed to, each names the leaf before it, those about the person asked for are shown whole, and their
 * leaves make the checkpoint's root, so that none is missing, exchanged or altered. Limits: that a pseudonym is a certain person's
 * is the registry's word; whether the banks hold the same checkpoint is for {@link HistoryCheck}. Takes the leaves one by one.
 */
final class AccessLogCheck {
    private static final int ACCESS_ENTRY = 769;
    private static final int SEQ = 1;
    private static final int SUBJECT = 2;
    private static final int ENTRY = 3;
    private static final int PREVIOUS_LEAF = 65534;

    private final VerifierKey logKey;
    private final RecordSchemas schemas;
    private final AccessLogSource.Head head;
    private final Checkpoint checkpoint;
    private final BiConsumer<Long, Map<?, ?>> whole;
    private final CompactRange range = CompactRange.empty();
    private @Nullable Hash previous;
    private Optional<String> fault = Optional.empty();

    /** A check under a head; {@code whole} gets each entry that is shown whole, with its number, unless a fault was found. */
    AccessLogCheck(
            VerifierKey logKey, RecordSchemas schemas, AccessLogSource.Head head, BiConsumer<Long, Map<?, ?>> whole) {
        this.logKey = logKey;
        this.schemas = schemas;
        this.head = head;
        this.checkpoint = Checkpoint.parse(head.checkpoint().body());
        this.whole = whole;
        if (!checkpoint.origin().equals(logKey.name())) {
            fault = Optional.of("the checkpoint is of " + checkpoint.origin() + ", not of " + logKey.name());
        } else if (!head.checkpoint().isSignedBy(logKey)) {
            fault = Optional.of("the checkpoint is not signed by the key you pinned");
        }
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Takes the next leaf. After a fault it takes nothing more. */
    void add(String disclosureJson) {
        if (fault.isPresent()) {
            return;
        }
        String where = "leaf " + range.size() + ": ";
        try {
            fault = read(Disclosure.parse(disclosureJson)).map(what -> where + what);
        } catch (IllegalArgumentException e) {
            fault = Optional.of(where + "unreadable, " + e.getMessage());
        }
    }

    /** What is wrong first; empty if all entries are here. */
    Optional<String> finish() {
        if (fault.isEmpty() && range.size() != checkpoint.treeSize()) {
            return Optional.of(range.size() + " leaves are shown, the log has " + checkpoint.treeSize());
        }
        if (fault.isEmpty() && !range.root().equals(checkpoint.root())) {
            return Optional.of("the leaves shown do not make the root that " + logKey.name() + " signed");
        }
        return fault;
    }

    private Optional<String> read(Disclosure leaf) {
        return switch (leaf.check(schemas)) {
            case DisclosureCheck.Altered(String what) -> Optional.of(what + " is not what the leaf commits to");
            case DisclosureCheck.UnknownSchema(int id) -> Optional.of("record schema " + id + " is unknown");
            case DisclosureCheck.Matches(var schema, var values) ->
                schema.schemaId() == ACCESS_ENTRY
                        ? linked(leaf, values)
                        : Optional.of("it is no entry of an access log but " + schema.name());
        };
    }

    private Optional<String> linked(Disclosure leaf, Map<Integer, FieldValue> values) {
        FieldValue seq = values.get(SEQ);
        FieldValue subject = values.get(SUBJECT);
        FieldValue before = values.get(PREVIOUS_LEAF);
        if (seq == null || subject == null || before == null) {
            return Optional.of("it withholds its number, its person or the leaf before it");
        }
        if (seq.toLong() != range.size()) {
            return Optional.of("it is entry " + seq.toLong() + ": entry " + range.size() + " is missing");
        }
        if (!before.equals(previous == null ? FieldValue.absent() : FieldValue.bytes(previous.toBytes()))) {
            return Optional.of("it does not follow the leaf before it");
        }
        Optional<String> wrong = entry(values, subject.display());
        previous = leaf.leafHash();
        range.append(leaf.leafHash());
        return wrong;
    }

    private Optional<String> entry(Map<Integer, FieldValue> values, String subject) {
        FieldValue entry = values.get(ENTRY);
        if (entry == null) {
            return head.subject() != null && !head.subject().equals(subject)
                    ? Optional.empty()
                    : Optional.of("its entry is withheld, though it was asked for");
        }
        Map<?, ?> tree = FeedAnswers.object(CanonicalJson.parse(entry.display()));
        String before = previous == null ? null : previous.toHex();
        boolean agrees = Objects.equals(tree.get("seq"), range.size())
                && subject.equals(tree.get("subject"))
                && Objects.equals(tree.get("prev"), before);
        if (!agrees) {
            return Optional.of("its entry does not say what its leaf says");
        }
        whole.accept(range.size(), tree);
        return Optional.empty();
    }
}
