package org.loanregistry.registry.log;

import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;

/** The integrated tree as its row says: under which leader's epoch, how large, with which root, up to which cursor. */
record TreeState(long epoch, long size, Hash root, CompactRange frontier, Cursor cursor) {}
