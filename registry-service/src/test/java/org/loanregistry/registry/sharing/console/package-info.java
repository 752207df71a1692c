@NullMarked
package org.loanregistry.registry.sharing.console;

import org.jspecify.annotations.NullMarked;
