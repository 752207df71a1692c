/** The project's shape as tests: what may depend on what, and what a file may look like. */
@NullMarked
package org.loanregistry.gates;

import org.jspecify.annotations.NullMarked;
