package org.loanregistry.registry.log;

/**
 * What the last round of the witnesses came to.
 *
 * @param size of the head that they were asked for
 * @param got banks whose witnesses cosigned it
 * @param wanted how many the log's terms want
 */
record Cosigning(long size, int got, int wanted) {}
