/** How much of a bank's lending comes from its partners, held against the limits of law. */
@NullMarked
package org.loanregistry.registry.loan.concentration;

import org.jspecify.annotations.NullMarked;
