/** The one way to the ledger: the contract's functions, called through one organisation's Fabric Gateway. */
@NullMarked
package org.loanregistry.ledger;

import org.jspecify.annotations.NullMarked;
