/**
 * The arithmetic of loans, pure: no framework, no database, no clock. Amounts are {@code long} minor units; rates and
 * parts of a year are exact fractions; an amount is rounded once, half up, when it becomes due or is posted.
 */
@NullMarked
package org.loanregistry.registry.loan.calculator;

import org.jspecify.annotations.NullMarked;
