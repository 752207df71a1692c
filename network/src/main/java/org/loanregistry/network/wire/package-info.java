/** Fabric's bytes: proposals, transaction envelopes, block headers and what is hashed or signed of them. */
@NullMarked
package org.loanregistry.network.wire;

import org.jspecify.annotations.NullMarked;
