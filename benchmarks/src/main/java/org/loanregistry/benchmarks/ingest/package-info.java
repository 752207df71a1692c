/** The write path against plain COPY and plain INSERT of the same rows, each in turn on one PostgreSQL. */
@NullMarked
package org.loanregistry.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
