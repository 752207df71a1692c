package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mandate of an account while it is folded, and its tries. */
final class Debiting {
    private LoanEvent.@Nullable Mandated given;
    private final List<AutoRepay.Try> tries = new ArrayList<>();

    /** Takes the place of the one before. */
    void give(LoanEvent.Mandated event) {
        given = event;
        tries.clear();
    }

    /** Whether the one that ends was in force. */
    boolean end(String number) {
        boolean known = given != null && given.mandate().number().equals(number);
        if (known) {
            given = null;
            tries.clear();
        }
        return known;
    }

    /** Notes a try; the mandate if it is in force. */
    @Nullable
    Mandate tried(LoanEvent.Debited event) {
        if (given == null || !given.mandate().number().equals(event.mandate())) {
            return null;
        }
        tries.add(new AutoRepay.Try(event.on(), event.askedMinor(), event.collectedMinor(), event.resultCode()));
        return given.mandate();
    }

    /**
     * What to do next.
     *
     * @param today the day of the state
     * @param lines of an account that is open
     * @param due those that are due, in the order in which a debit pays them
     */
    @Nullable
    AutoRepay state(LocalDate today, List<Line> lines, List<Line> due, List<Component> order) {
        if (given == null) {
            return null;
        }
        Mandate mandate = given.mandate();
        LocalDate next = next(lines, given).orElse(null);
        List<Amounts> open = due.stream().map(Line::open).toList();
        long owed = open.stream().mapToLong(Amounts::total).sum();
        long ask = next == null || next.isAfter(today) ? 0 : mandate.asks(owed);
        List<AutoRepay.Part> parts = Allocation.inOrder(ask, open, order).stream()
                .map(part ->
                        new AutoRepay.Part(due.get(part.place()).drawdown, due.get(part.place()).due, part.applied()))
                .filter(part -> part.applied().total() > 0)
                .toList();
        return new AutoRepay(mandate, given.on(), tries, next, ask, parts);
    }

    private Optional<LocalDate> next(List<Line> lines, LoanEvent.Mandated mandated) {
        LocalDate first = tries.isEmpty() ? mandated.on() : tries.getLast().on().plusDays(1);
        return lines.stream()
                .filter(line -> line.open().total() > 0)
                .flatMap(line -> days(line.due, mandated))
                .filter(day -> !day.isBefore(first))
                .min(Comparator.naturalOrder());
    }

    /** When something with this due date is to be debited: what was late when the mandate came, at once. */
    private static Stream<LocalDate> days(LocalDate due, LoanEvent.Mandated mandated) {
        LocalDate start = due.isBefore(mandated.on()) ? mandated.on() : due;
        return Stream.concat(
                Stream.of(start), mandated.mandate().retryAfterDays().stream().map(due::plusDays));
    }
}
