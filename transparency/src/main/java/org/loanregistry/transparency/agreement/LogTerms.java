package org.loanregistry.transparency.agreement;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.loanregistry.transparency.note.CosignerKey;

/**
 * On what terms a head of a log counts.
 *
 * @param witnesses n witnesses, at most one a bank, 0 <= n <= 15; kept in the order of their banks' MSP ids
 * @param quorum k, how many of them must have cosigned a head
 * @param faults f, how many of them may collude with the log; 2k > n + f and k <= n, so that two heads which k cosigned each
 *     share an honest witness. Without witnesses k = f = 0, for development with a single lender: then the head's time is
 *     the ledger transaction's own
 * @param maxStaleness seconds after which a head is no longer evidence of the present, 1 to 31,536,000
 * @param minInterval seconds that must lie between the times of two heads, 0 <= minInterval < maxStaleness
 */
public record LogTerms(List<Witness> witnesses, int quorum, int faults, long maxStaleness, long minInterval) {
    /** The most witnesses: a note has at most 16 signature lines, and one is the log's. */
    public static final int MAX_WITNESSES = 15;

    private static final long LONGEST_STALENESS = 31_536_000;

    /** Refuses a quorum that could be reached twice, two witnesses of one bank, and one key under two banks. */
    public LogTerms {
        witnesses =
                witnesses.stream().sorted(Comparator.comparing(Witness::bank)).toList();
        int n = witnesses.size();
        if (n > MAX_WITNESSES) {
            throw new AgreementException("got " + n + " witnesses, want at most " + MAX_WITNESSES);
        }
        requireDistinct(witnesses);
        boolean none = n == 0 && quorum == 0 && faults == 0;
        if (!none && !(faults >= 0 && quorum <= n && 2L * quorum > (long) n + faults)) {
            throw new AgreementException("got quorum k = " + quorum + " of n = " + n + " witnesses with f = " + faults
                    + ", want 2k > n + f, k <= n and f >= 0");
        }
        if (maxStaleness < 1 || maxStaleness > LONGEST_STALENESS) {
            throw new AgreementException("got staleness " + maxStaleness + " s, want 1 to " + LONGEST_STALENESS + " s");
        }
        if (minInterval < 0 || minInterval >= maxStaleness) {
            throw new AgreementException("got interval " + minInterval
                    + " s, want at least 0 and less than the staleness " + maxStaleness + " s");
        }
    }

    static LogTerms read(AgreementText text) {
        return new LogTerms(
                text.witnesses(),
                Math.toIntExact(Math.min(text.number("quorum"), Integer.MAX_VALUE)),
                Math.toIntExact(Math.min(text.number("faults"), Integer.MAX_VALUE)),
                text.number("staleness"),
                text.number("interval"));
    }

    String toLines() {
        StringBuilder lines = new StringBuilder();
        witnesses.forEach(witness -> lines.append(witness.toLine()));
        return lines.append("quorum ")
                .append(quorum)
                .append("\nfaults ")
                .append(faults)
                .append("\nstaleness ")
                .append(maxStaleness)
                .append("\ninterval ")
                .append(minInterval)
                .append('\n')
                .toString();
    }

    private static void requireDistinct(List<Witness> witnesses) {
        Set<String> banks = new HashSet<>();
        Set<CosignerKey> keys = new HashSet<>();
        for (Witness witness : witnesses) {
            if (!banks.add(witness.bank())) {
                throw new AgreementException("got two witnesses of " + witness.bank() + ", want one a bank");
            }
            // The message cosigned does not name the cosigner, so a key under two names would count twice.
            if (!keys.add(CosignerKey.of("key", witness.key().publicKey()))) {
                throw new AgreementException("the key of " + witness.bank() + "'s witness is another bank's too");
            }
        }
    }
}
