package org.loanregistry.registry.log;

import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;

/** A head of a log with its note: tree size, root, and the note over both. */
public record SignedHead(long treeSize, Hash root, SignedNote note) {}
