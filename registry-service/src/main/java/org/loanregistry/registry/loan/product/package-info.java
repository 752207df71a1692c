/** What lenders sell: closed sets of terms and events, read strictly, frozen as read, and held against dated rules of law. */
@NullMarked
package org.loanregistry.registry.loan.product;

import org.jspecify.annotations.NullMarked;
