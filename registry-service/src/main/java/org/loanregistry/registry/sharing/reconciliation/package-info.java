/** A bank's own positions of a day held against the registry's, what differs, and that both sides agree to it. */
@NullMarked
package org.loanregistry.registry.sharing.reconciliation;

import org.jspecify.annotations.NullMarked;
