@NullMarked
package org.loanregistry.registry.portfolio;

import org.jspecify.annotations.NullMarked;
