package org.loanregistry.registry.sharing.console;

import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.web.Words;

/**
 * How far a lender's records are anchored.
 *
 * @param anchored records of the lender under the newest anchored head
 * @param waiting records of the lender that are integrated and not under it yet
 * @param head that head; null before the first
 * @param banks lenders of the registry
 */
public record Anchoring(
        long anchored, long waiting, @Nullable Head head, int banks) {
    /** An anchored head: leaves, how long ago the ledger's time of it is, banks whose witnesses cosigned. */
    public record Head(long treeSize, long ageSeconds, long cosigners) {}

    /** In words, as a person would say it. */
    public String inWords(Words words) {
        if (head == null) {
            return words.of("anchoring.none", waiting);
        }
        String said = words.of(
                "anchoring.head",
                anchored,
                head.treeSize(),
                words.duration(Math.max(0, head.ageSeconds())),
                head.cosigners(),
                (long) banks);
        return waiting == 0 ? said : said + " " + words.of("anchoring.waiting", waiting);
    }
}
