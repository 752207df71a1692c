/** Selective disclosure of a record to a third party: SD-JWT (RFC 9901) over a leaf of the log. */
@NullMarked
package org.loanregistry.transparency.sdjwt;

import org.jspecify.annotations.NullMarked;
