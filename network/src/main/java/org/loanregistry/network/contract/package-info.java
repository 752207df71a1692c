/** The contract servers: their processes and the stream over which a peer invokes them. */
@NullMarked
package org.loanregistry.network.contract;

import org.jspecify.annotations.NullMarked;
