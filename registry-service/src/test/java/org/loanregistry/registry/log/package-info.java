@NullMarked
package org.loanregistry.registry.log;

import org.jspecify.annotations.NullMarked;
