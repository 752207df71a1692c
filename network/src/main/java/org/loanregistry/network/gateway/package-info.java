/** What a client calls: endorsing peers and the Gateway service of each organisation. */
@NullMarked
package org.loanregistry.network.gateway;

import org.jspecify.annotations.NullMarked;
