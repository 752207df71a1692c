@NullMarked
package org.loanregistry.registry.loan.account;

import org.jspecify.annotations.NullMarked;
