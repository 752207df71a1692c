/** The partner bank's own tool: what it checks, with which verdicts, and its command line. */
@NullMarked
package org.loanregistry.verifier;

import org.jspecify.annotations.NullMarked;
