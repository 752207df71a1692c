/** The privacy layer against plain JCE, Tink and Bouncy Castle, each in turn on one thread. */
@NullMarked
package org.loanregistry.benchmarks.privacy;

import org.jspecify.annotations.NullMarked;
