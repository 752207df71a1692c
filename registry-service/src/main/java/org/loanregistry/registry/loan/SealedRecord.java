package org.loanregistry.registry.loan;

import org.loanregistry.transparency.tree.Hash;

/** What stands beside a recorded row: its record key, sealed under the borrower's key, and its leaf hash. */
@SuppressWarnings("ArrayRecordComponent") // passed through once between store and caller, never compared
record SealedRecord<T>(T row, byte[] sealedKey, Hash leafHash) {}
