/** Who somebody is: certificate authorities, identities with one role each, low-S ECDSA signatures. */
@NullMarked
package org.loanregistry.network.msp;

import org.jspecify.annotations.NullMarked;
