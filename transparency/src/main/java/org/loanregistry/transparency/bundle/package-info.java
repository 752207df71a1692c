/** C2SP tlog-proof bundles, the offline evidence file. */
@NullMarked
package org.loanregistry.transparency.bundle;

import org.jspecify.annotations.NullMarked;
