package org.loanregistry.registry.loan.product;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.account.LossSharing;

/**
 * What the funders of a joint loan agreed among themselves.
 *
 * @param decides the funder that decides on the credit
 * @param services the funder that collects, debits and reports
 * @param firstLoss who bears a loss first; absent, all bear it pro rata
 */
public record JointTerms(
        String decides, String services, @Nullable FirstLoss firstLoss) {
    /**
     * One funder bears the loss up to a cap.
     *
     * @param bearer a funder
     * @param capMinor from 0
     */
    public record FirstLoss(String bearer, long capMinor) {}

    /** Those of these fields, by name, that do not name one of the funders. */
    public List<String> strangers(List<String> funders) {
        return Stream.of(
                        funders.contains(decides) ? "" : "decides",
                        funders.contains(services) ? "" : "services",
                        firstLoss == null || funders.contains(firstLoss.bearer()) ? "" : "loss.bearer")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Who bears a loss, by the place among the funders. */
    public LossSharing sharing(List<String> funders) {
        return firstLoss == null
                ? new LossSharing.ProRata()
                : new LossSharing.FirstLoss(funders.indexOf(firstLoss.bearer()), firstLoss.capMinor());
    }
}
