@NullMarked
package org.loanregistry.registry.loan.calculator;

import org.jspecify.annotations.NullMarked;
