package org.loanregistry.verifier;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a bank pins of its feed, and what it keeps. */
final class FeedOptions {
    private static final int ANY_SLOT = 0;

    @Option(
            names = "--slot",
            paramLabel = "N",
            description = "The bank's slot in the feed-heads record, pinned (default: the one that the service names).")
    private int slot = ANY_SLOT;

    @Option(
            names = "--lender",
            paramLabel = "ID",
            description = "The bank's id among the funders of a record, pinned (default: as the service names it).")
    private @Nullable String lender;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keep the last seen head here, and refuse an older or another one the next time.")
    private @Nullable Path state;

    @Option(names = "--save", paramLabel = "DIR", description = "Keep the feed with every bundle in this folder.")
    private @Nullable Path folder;

    /** Where the last seen head is kept; null if nowhere. */
    @Nullable
    Path state() {
        return state;
    }

    /** Where the feed is kept. */
    Optional<FeedFolder> kept() {
        return Optional.ofNullable(folder).map(FeedFolder::new);
    }

    /** Why a feed is not this bank's, as far as its name tells. */
    Optional<Completeness> objection(FeedAnswers.Head answer) {
        if (slot != ANY_SLOT && slot != answer.slot()) {
            return Optional.of(new Completeness.Swapped("slot " + answer.slot() + " is shown, you pinned " + slot));
        }
        if (lender != null && !lender.equals(answer.lender())) {
            return Optional.of(
                    new Completeness.Swapped("the feed of " + answer.lender() + " is shown, you pinned " + lender));
        }
        return Optional.empty();
    }
}
