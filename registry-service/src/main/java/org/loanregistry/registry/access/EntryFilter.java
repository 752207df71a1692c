package org.loanregistry.registry.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the access log are wanted; what is null is not asked.
 *
 * @param subject about whom
 * @param actor who asked, as entries name actors; an organisation is all of its people
 * @param from at this time or later
 * @param to before this time
 */
record EntryFilter(
        @Nullable Subject subject,
        @Nullable String actor,
        @Nullable Instant from,
        @Nullable Instant to) {}
