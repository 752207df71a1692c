@NullMarked
package org.loanregistry.registry.identity;

import org.jspecify.annotations.NullMarked;
