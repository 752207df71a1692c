@NullMarked
package org.loanregistry.registry.loan;

import org.jspecify.annotations.NullMarked;
