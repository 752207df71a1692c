/** Personal values as types that make a leak hard to write. */
@NullMarked
package org.loanregistry.privacy.pii;

import org.jspecify.annotations.NullMarked;
