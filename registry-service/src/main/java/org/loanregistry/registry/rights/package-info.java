/** A person's rights over the data: consents, requests for erasure, the holds that put it off, erasure and its evidence in the log. */
@NullMarked
package org.loanregistry.registry.rights;

import org.jspecify.annotations.NullMarked;
