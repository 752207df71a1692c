/** The bank's own witness, C2SP tlog-witness: it cosigns a log's head only if that extends the one it cosigned before. */
@NullMarked
package org.loanregistry.verifier.witness;

import org.jspecify.annotations.NullMarked;
