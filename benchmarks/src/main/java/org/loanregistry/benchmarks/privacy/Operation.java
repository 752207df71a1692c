package org.loanregistry.benchmarks.privacy;

/** One thing measured. */
interface Operation {
    /** Does it once and gives something above 0 that depends on the result, so that it is not optimised away. */
    int run() throws Exception;
}
