/** Keys: one data key per borrower and tenant, wrapped under the tenant's key encryption key. */
@NullMarked
package org.loanregistry.privacy.key;

import org.jspecify.annotations.NullMarked;
