@NullMarked
package org.loanregistry.ledger;

import org.jspecify.annotations.NullMarked;
