@NullMarked
package org.loanregistry.registry.sharing.agreement;

import org.jspecify.annotations.NullMarked;
