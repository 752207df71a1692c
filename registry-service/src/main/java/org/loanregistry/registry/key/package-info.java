@NullMarked
package org.loanregistry.registry.key;

import org.jspecify.annotations.NullMarked;
