/** Proofs made from the tiles of a large log, and their verification. */
@NullMarked
package org.loanregistry.benchmarks.verify;

import org.jspecify.annotations.NullMarked;
