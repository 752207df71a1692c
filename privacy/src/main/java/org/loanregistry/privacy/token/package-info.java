/** Tokens: keyed stand-ins for personal values, to find equals by or to fill columns that want a number's form. */
@NullMarked
package org.loanregistry.privacy.token;

import org.jspecify.annotations.NullMarked;
