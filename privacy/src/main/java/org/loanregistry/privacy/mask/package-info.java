/** Masks: what may be shown of a personal value, failing closed to stars of a fixed length. */
@NullMarked
package org.loanregistry.privacy.mask;

import org.jspecify.annotations.NullMarked;
