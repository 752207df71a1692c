/** What a lender's people see of their own loans. */
@NullMarked
package org.loanregistry.registry.sharing.console;

import org.jspecify.annotations.NullMarked;
