package org.loanregistry.registry.log;

/** One committed row of the outbox: its place in the order of the log, and the leaf. */
record OutboxLeaf(Cursor cursor, NewLeaf leaf) {}
