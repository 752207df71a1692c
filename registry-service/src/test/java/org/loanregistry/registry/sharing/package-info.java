@NullMarked
package org.loanregistry.registry.sharing;

import org.jspecify.annotations.NullMarked;
