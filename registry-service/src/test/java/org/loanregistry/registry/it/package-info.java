@NullMarked
package org.loanregistry.registry.it;

import org.jspecify.annotations.NullMarked;
