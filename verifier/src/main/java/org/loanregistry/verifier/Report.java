package org.loanregistry.verifier;

import java.util.List;

/** Where verdicts go: lines for a person, or a JSON object a line for a program. */
interface Report {
    /** One verdict, on a file or a feed entry. */
    void verdict(String source, Verdict verdict);

    /** The one verdict on a feed as a whole. */
    void completeness(Completeness completeness);

    /**
     * The end of a run.
     *
     * @param tally the counts
     * @param seconds how long judging took
     * @param remarks what the verdicts prove and what they do not, one sentence each
     */
    void summary(Tally tally, double seconds, List<String> remarks);
}
