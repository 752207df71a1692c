/** The banks' witnesses, as the registry asks them for their cosignatures (C2SP tlog-witness). */
@NullMarked
package org.loanregistry.registry.cosign;

import org.jspecify.annotations.NullMarked;
