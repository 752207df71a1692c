package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.loanregistry.registry.identity.LenderDirectory;

/** What every sequencer works with. */
@Singleton
record SequencerParts(LenderDirectory lenders, FeedKeys feedKeys, FeedHeadsRecord feedHeads, InstantSource clock) {}
