package org.loanregistry.verifier;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a reader wants to see, chosen after all of them were checked.
 *
 * @param actor by whom, an organisation for all of its people; null for anybody
 * @param from at this time or later; null for any
 * @param to before this time; null for any
 */
record AccessFilter(
        @Nullable String actor,
        @Nullable Instant from,
        @Nullable Instant to) {
    boolean matches(Map<?, ?> entry) {
        Instant at = Instant.parse(FeedAnswers.text(entry, "ts"));
        String id = FeedAnswers.text(FeedAnswers.object(entry.get("actor")), "id");
        return (actor == null || actor.equals(id) || id.startsWith(actor + "/"))
                && (from == null || !at.isBefore(from))
                && (to == null || at.isBefore(to));
    }
}
