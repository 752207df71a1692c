package org.loanregistry.registry.loan.product;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.account.Mandate;

/** A mandate to debit and what was done under it as JSON; every broken rule named. */
final class MandateForm {
    private static final Pattern DAYS = Pattern.compile("P([1-9][0-9]?)D");
    private static final int MAX_RETRIES = 30;
    private static final int MAX_NAME = 40;

    private MandateForm() {}

    /** An event of one of these kinds. */
    static Optional<LoanEvent> read(Fields fields, String kind, LocalDate on) {
        return switch (kind) {
            case "MANDATED" -> mandated(fields, on);
            case "DEBITED" -> debited(fields, on);
            default -> Optional.of(ended(fields, on));
        };
    }

    /** The leave: {@code retryAfter} are periods of days after a due date, such as P1D, P3D. */
    private static Optional<LoanEvent> mandated(Fields fields, LocalDate on) {
        String number = fields.requiredText("mandate", MAX_NAME);
        Optional<Long> most = fields.integer("mostMinor", 1, Fields.MAX_AMOUNT);
        List<Integer> days = new ArrayList<>();
        for (String text : fields.textList("retryAfter", MAX_RETRIES, 4)) {
            Matcher match = DAYS.matcher(text);
            int last = days.isEmpty() ? 0 : days.getLast();
            int next = match.matches() ? Integer.parseInt(match.group(1)) : 0;
            if (next <= last || next > Mandate.MAX_DAYS) {
                fields.refuse(
                        "retryAfter", "must be periods of days that rise, from P1D to P" + Mandate.MAX_DAYS + "D");
                return Optional.empty();
            }
            days.add(next);
        }
        return fields.errors().isEmpty()
                ? Optional.of(new LoanEvent.Mandated(on, new Mandate(number, days, most.orElse(null))))
                : Optional.empty();
    }

    /** A try. */
    private static Optional<LoanEvent> debited(Fields fields, LocalDate on) {
        String number = fields.requiredText("mandate", MAX_NAME);
        long asked = fields.requiredInteger("askedMinor", 1, Fields.MAX_AMOUNT);
        long collected = fields.requiredInteger("collectedMinor", 0, Fields.MAX_AMOUNT);
        String result = fields.requiredText("resultCode", MAX_NAME);
        if (collected > asked) {
            fields.refuse("collectedMinor", "must be at most askedMinor");
        }
        return fields.errors().isEmpty()
                ? Optional.of(new LoanEvent.Debited(on, number, asked, collected, result))
                : Optional.empty();
    }

    /** The end of one. */
    private static LoanEvent ended(Fields fields, LocalDate on) {
        return new LoanEvent.MandateEnded(
                on, fields.requiredText("mandate", MAX_NAME), fields.requiredText("reasonCode", MAX_NAME));
    }
}
