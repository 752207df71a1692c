package org.loanregistry.registry.sharing.console;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.ShareStanding;

/**
 * A loan that the lender funds.
 *
 * @param line its line; figures and status are to be shown only with {@code showsFigures}
 * @param showsFigures whether the lender's share agreement covers all that they are made of
 * @param funders who funds it
 * @param agreements what is shared with the lender itself, or, if the borrower is its own, with each other funder
 * @param records everything recorded of it, oldest first
 */
public record Loan(
        LoanLine line, boolean showsFigures, List<Funder> funders, List<Agreement> agreements, List<TimeLine> records) {
    /** The same with these records. */
    Loan with(List<TimeLine> placed) {
        return new Loan(line, showsFigures, funders, agreements, placed);
    }

    /** A funder and its share, minor units. */
    public record Funder(String lender, long shareMinor) {}

    /** How it stands between the loan and a funder today. */
    public record Agreement(String lender, ShareStanding standing, LocalDate today) {
        /** The key of the words for its state. */
        public String state() {
            if (standing.isRevoked()) {
                return "agreement.revoked";
            }
            return standing.hasEnded(today) ? "agreement.expired" : "agreement.inForce";
        }

        /** The key of the words for its ground. */
        public String basis() {
            return standing.version() == 0 ? "agreement.implied" : "agreement.agreed";
        }

        /** The fields by name; empty where joint funding implies all that are not personal, and where nothing is shared. */
        public String fields() {
            return String.join(", ", new TreeSet<>(standing.fields()));
        }

        /** The purposes by name. */
        public List<String> purposes() {
            return List.copyOf(new TreeSet<>(standing.purposes()));
        }

        /** From which day; null of what is implied. */
        public @Nullable String from() {
            LocalDate from = standing.from();
            return from == null ? null : from.toString();
        }

        /** The last day; null for no end. */
        public @Nullable String until() {
            LocalDate until = standing.until();
            return until == null ? null : until.toString();
        }
    }
}
