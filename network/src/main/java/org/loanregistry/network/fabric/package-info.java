/**
 * A real Hyperledger Fabric network of the consortium on this machine: certificates, configuration, processes, channel and
 * contract, all from the programs of a Fabric installation. Nodes are the same everywhere but for what {@link
 * org.loanregistry.network.fabric.Nodes} writes into one template.
 */
@NullMarked
package org.loanregistry.network.fabric;

import org.jspecify.annotations.NullMarked;
