/**
 * What is owed on a loan, folded from its events: pure, no framework, no database, no clock. The same events give the same
 * state in whatever order they were recorded.
 */
@NullMarked
package org.loanregistry.registry.loan.account;

import org.jspecify.annotations.NullMarked;
