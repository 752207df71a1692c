@NullMarked
package org.loanregistry.registry.borrower;

import org.jspecify.annotations.NullMarked;
