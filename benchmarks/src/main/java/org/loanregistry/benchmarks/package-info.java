/** {@code ./loanreg bench}: a package a benchmark, each ending with one line of JSON on standard output. */
@NullMarked
package org.loanregistry.benchmarks;

import org.jspecify.annotations.NullMarked;
