package org.loanregistry.verifier;

import java.nio.file.Path;
import java.util.Locale;

/** What is true of a lender's feed as a whole: exactly one of these. */
sealed interface Completeness {
    /**
     * Every entry below the head in the log was shown, each with its record.
     *
     * @param lender whose feed it is
     * @param slot its place in the feed-heads record
     * @param size entries in the feed
     * @param treeSize leaves of the log up to which nothing is left out
     */
    record Complete(String lender, int slot, long size, long treeSize) implements Completeness {}

    /** The log says that there are entries {@code first} to {@code last}, and they or their records are not shown. */
    record Withheld(long first, long last, String why) implements Completeness {}

    /** Entries do not stand under the numbers that the log gave them. */
    record Renumbered(String why) implements Completeness {}

    /** It is another lender's feed. */
    record Swapped(String why) implements Completeness {}

    /** Entries were exchanged or altered: all together they do not lead to the head in the log. */
    record Exchanged(String why) implements Completeness {}

    /** The head is older than the one this bank has seen, or than its own peer has. */
    record OlderHead(String why) implements Completeness {}

    /** The bank saw another history before; the two notes are in {@code evidence}. */
    record TwoHistories(String why, Path evidence) implements Completeness {}

    /** The feed's head itself is not proved, so that nothing can be said. */
    record NotProved(String why) implements Completeness {}

    /** The name in output, upper case. */
    default String label() {
        return switch (this) {
            case Complete _ -> "COMPLETE";
            case Withheld _ -> "WITHHELD";
            case Renumbered _ -> "RENUMBERED";
            case Swapped _ -> "SWAPPED";
            case Exchanged _ -> "EXCHANGED";
            case OlderHead _ -> "OLDER_HEAD";
            case TwoHistories _ -> "TWO_HISTORIES";
            case NotProved _ -> "NOT_PROVED";
        };
    }

    /** What it says beyond its name. */
    default String detail() {
        return switch (this) {
            case Complete(String lender, int slot, long size, long treeSize) ->
                String.format(
                        Locale.ROOT,
                        "the feed of %s has %,d entries at %,d leaves, by slot %d of the log's feed-heads record",
                        lender,
                        size,
                        treeSize,
                        slot);
            case Withheld(long first, long last, String why) ->
                (first == last ? "entry " + first : "entries " + first + " to " + last) + ": " + why;
            case Renumbered(String why) -> why;
            case Swapped(String why) -> why;
            case Exchanged(String why) -> why;
            case OlderHead(String why) -> why;
            case TwoHistories(String why, Path evidence) -> why + "; evidence in " + evidence;
            case NotProved(String why) -> why;
        };
    }
}
