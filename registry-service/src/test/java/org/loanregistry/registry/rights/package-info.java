@NullMarked
package org.loanregistry.registry.rights;

import org.jspecify.annotations.NullMarked;
