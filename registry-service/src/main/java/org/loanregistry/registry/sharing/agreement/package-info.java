/** What a funding lender is shown of a contract's records, for what and until when: share agreements and their records. */
@NullMarked
package org.loanregistry.registry.sharing.agreement;

import org.jspecify.annotations.NullMarked;
