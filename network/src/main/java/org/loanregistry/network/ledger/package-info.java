/** What is kept: signed blocks on disk, one versioned state for each peer, ordering, validation. */
@NullMarked
package org.loanregistry.network.ledger;

import org.jspecify.annotations.NullMarked;
