/**
 * The development network as a whole: its folder, its processes, its command line. One process speaks Fabric's
 * protocols for four organisations; there is no consensus.
 */
@NullMarked
package org.loanregistry.network;

import org.jspecify.annotations.NullMarked;
