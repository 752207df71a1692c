@NullMarked
package org.loanregistry.benchmarks;

import org.jspecify.annotations.NullMarked;
