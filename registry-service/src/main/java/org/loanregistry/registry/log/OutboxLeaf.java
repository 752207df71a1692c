package org.loanregistry.registry.log;

import java.util.List;
import java.util.UUID;

/** One committed row of the outbox: its place in the order of the log, and what {@link NewLeaf} says. */
@SuppressWarnings("ArrayRecordComponent") // read from the database and hashed; never compared, never handed out
record OutboxLeaf(Cursor cursor, UUID recordId, byte[] leafData, List<String> feeds) {}
