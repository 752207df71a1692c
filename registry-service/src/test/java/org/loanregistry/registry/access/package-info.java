/** Who may see what of whom: decisions, the log of them, and what a borrower may ask for. */
@NullMarked
package org.loanregistry.registry.access;

import org.jspecify.annotations.NullMarked;
