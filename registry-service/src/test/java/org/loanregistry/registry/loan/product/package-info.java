@NullMarked
package org.loanregistry.registry.loan.product;

import org.jspecify.annotations.NullMarked;
