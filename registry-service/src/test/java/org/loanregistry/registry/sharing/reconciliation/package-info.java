@NullMarked
package org.loanregistry.registry.sharing.reconciliation;

import org.jspecify.annotations.NullMarked;
