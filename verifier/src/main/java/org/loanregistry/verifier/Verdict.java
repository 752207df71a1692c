package org.loanregistry.verifier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.tree.Hash;

/** What is true of one proof bundle or feed entry: exactly one of these. */
sealed interface Verdict {
    /**
     * The disclosed fields are what the leaf commits to, the leaf is in the log, and nothing that was asked contradicts.
     *
     * @param schema the record schema's name, as {@code contract/1}
     * @param fields the disclosed fields by name, in the schema's order
     * @param epochSeconds the record's own time
     * @param leafIndex its place in the log
     * @param leafHash the leaf
     * @param checkpoint the checkpoint that proves it
     */
    record Verified(
            String schema,
            Map<String, FieldValue> fields,
            long epochSeconds,
            long leafIndex,
            Hash leafHash,
            Checkpoint checkpoint)
            implements Verdict {
        public Verified {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** The kind of record, as {@code contract}. */
        String kind() {
            int slash = schema.indexOf('/');
            return slash < 0 ? schema : schema.substring(0, slash);
        }

        /** The record's number, as its lender knows it; empty if it is not disclosed. */
        String number() {
            FieldValue number = fields.get(kind() + "Number");
            return number == null ? "" : number.display();
        }
    }

    /** Something shown is not what the log's key signed or the leaf commits to. */
    record Altered(String what) implements Verdict {}

    /** The leaf does not lead to the checkpoint's root, or the checkpoint is another log's. */
    record NotInLog(String why) implements Verdict {}

    /** The log's key signed it, but the bank's own peer holds another history. */
    record OtherHistory(String why) implements Verdict {}

    /** In order as far as it goes, but the bank's own peer knows of nothing recent enough. */
    record Stale(String why) implements Verdict {}

    /** Nothing could be checked. */
    record Unreadable(String why) implements Verdict {}

    /**
     * The feed says that there is a record for this lender, and the service does not show it.
     *
     * @param feedNumber the entry's number in the feed, from 0
     * @param logIndex the leaf it points at; -1 if the service did not tell even that
     */
    record Withheld(long feedNumber, long logIndex, String why) implements Verdict {}

    /**
     * The leaf is in the log at the place that the feed says, and a record of the log says that what it committed to was
     * erased with its borrower's key: nobody can show it any more.
     *
     * @param leafIndex its place in the log
     * @param erasure the record that says so
     */
    record Erased(long leafIndex, Verified erasure) implements Verdict {}

    /**
     * The leaf is in the log at the place that the feed says and commits to a record of a contract whose share agreement with this lender
     * has ended, by a record of this feed: it was disclosed while the agreement was in force.
     *
     * @param leafIndex its place in the log
     * @param endedOn the day of the revocation, or the last day
     * @param agreement the record that says so
     */
    record NoLongerDisclosed(long leafIndex, LocalDate endedOn, Verified agreement) implements Verdict {}

    /** The verdict's name in output, upper case. */
    default String label() {
        return switch (this) {
            case Verified _ -> "VERIFIED";
            case Altered _ -> "ALTERED";
            case NotInLog _ -> "NOT_IN_LOG";
            case OtherHistory _ -> "OTHER_HISTORY";
            case Stale _ -> "STALE";
            case Unreadable _ -> "UNREADABLE";
            case Withheld _ -> "WITHHELD";
            case Erased _ -> "ERASED";
            case NoLongerDisclosed _ -> "NO_LONGER_DISCLOSED";
        };
    }

    /** What it says beyond its name. */
    default String detail() {
        return switch (this) {
            case Verified(var _, var _, var _, long leafIndex, var _, var checkpoint) ->
                "leaf " + leafIndex + " of " + checkpoint.treeSize();
            case Altered(String what) -> what;
            case NotInLog(String why) -> why;
            case OtherHistory(String why) -> why;
            case Stale(String why) -> why;
            case Unreadable(String why) -> why;
            case Erased(long leafIndex, Verified erasure) ->
                "leaf " + leafIndex + ", as the record at leaf " + erasure.leafIndex() + " says, of "
                        + Instant.ofEpochSecond(erasure.epochSeconds());
            case NoLongerDisclosed(long leafIndex, LocalDate endedOn, Verified agreement) ->
                "leaf " + leafIndex + ", agreement ended on " + endedOn + ", as the record at leaf "
                        + agreement.leafIndex() + " says";
            case Withheld(long feedNumber, long logIndex, String why) ->
                "feed entry " + feedNumber + (logIndex < 0 ? "" : ", leaf " + logIndex) + ": " + why;
        };
    }
}
