/** RFC 9162 Merkle trees: hashing, compact ranges, inclusion and consistency proofs. */
@NullMarked
package org.loanregistry.transparency.tree;

import org.jspecify.annotations.NullMarked;
