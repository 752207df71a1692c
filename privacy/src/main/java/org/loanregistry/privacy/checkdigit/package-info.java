/** Check digits of the numbers by which people are known. */
@NullMarked
package org.loanregistry.privacy.checkdigit;

import org.jspecify.annotations.NullMarked;
