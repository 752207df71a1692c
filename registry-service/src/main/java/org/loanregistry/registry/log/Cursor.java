package org.loanregistry.registry.log;

/** How far the outbox is integrated: the transaction and the row of the last leaf taken. */
record Cursor(long transaction, long leafId) {}
