package org.loanregistry.registry.loan.product;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.Rate;

/** What funders agreed among themselves, and a guarantee, as JSON; every broken rule named. */
final class JointForm {
    private static final int MAX_NAME = 100;

    private JointForm() {}

    /** {@code joint}: who decides, who services, and {@code loss}. */
    static @Nullable JointTerms joint(Fields fields, long principalMinor) {
        Fields joint = fields.object("joint");
        if (joint.isEmpty()) {
            return null;
        }
        String decides = joint.requiredText("decides", MAX_NAME);
        String services = joint.requiredText("services", MAX_NAME);
        Fields loss = joint.object("loss");
        String rule = loss.requiredText("rule", 20);
        JointTerms.FirstLoss first = null;
        switch (rule) {
            case "PRO_RATA" -> {}
            case "FIRST_LOSS" ->
                first = new JointTerms.FirstLoss(
                        loss.requiredText("bearer", MAX_NAME),
                        cap(loss, "capMinor", principalMinor).orElse(0L));
            default -> loss.refuse("rule", "must be PRO_RATA or FIRST_LOSS");
        }
        loss.finish();
        joint.finish();
        return new JointTerms(decides, services, first);
    }

    /** {@code guarantee}: who stands in, and up to how much. */
    static @Nullable Guarantee guarantee(Fields fields, long principalMinor) {
        Fields guarantee = fields.object("guarantee");
        if (guarantee.isEmpty()) {
            return null;
        }
        String guarantor = guarantee.requiredText("guarantor", MAX_NAME);
        Optional<Long> cover = cap(guarantee, "coverMinor", principalMinor);
        if (cover.isPresent() && cover.get() < 1) {
            guarantee.refuse("coverMinor", "must be at least 1");
        }
        guarantee.finish();
        return new Guarantee(guarantor, cover.orElse(1L));
    }

    /** An amount, or part of the principal, rounded down once: nobody stands in for more than was agreed. */
    private static Optional<Long> cap(Fields fields, String name, long principalMinor) {
        Optional<Long> fixed = fields.integer(name, 0, Fields.MAX_AMOUNT);
        Optional<Rate> part = fields.parsed(
                "partOfPrincipal", 30, Rate::new, "must be a decimal fraction as text, at most 12 decimals");
        if (fixed.isPresent() == part.isPresent()) {
            fields.refuse(name, "must be given, or else partOfPrincipal, not both");
            return Optional.empty();
        }
        if (part.isPresent() && part.get().value().compareTo(BigDecimal.ONE) > 0) {
            fields.refuse("partOfPrincipal", "must be at most 1");
            return Optional.empty();
        }
        return fixed.or(() -> part.map(one -> one.value()
                .multiply(BigDecimal.valueOf(principalMinor))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact()));
    }
}
