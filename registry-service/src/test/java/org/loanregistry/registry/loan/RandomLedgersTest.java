package org.loanregistry.registry.loan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.account.Account;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.Allocation;
import org.loanregistry.registry.loan.account.Amounts;
import org.loanregistry.registry.loan.account.Irregularity;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.account.Posting;
import org.loanregistry.registry.loan.account.RepaymentPlan;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.product.EventForm;
import org.loanregistry.registry.loan.product.Product;
import org.loanregistry.registry.loan.product.ProductForm;
import org.loanregistry.registry.loan.product.ProductTerms;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;

/**
 * Ten thousand loans of all products, read from the JSON of the API and folded as the service folds them, whatever happens to
 * them: what must hold of each holds. {@code -Dloanreg.ledgers=N} says how many, {@code -Dloanreg.ledgers.seed=S} which.
 */
class RandomLedgersTest {
    private static final int LOANS = Integer.getInteger("loanreg.ledgers", 10_000);
    private static final long SEED = Long.getLong("loanreg.ledgers.seed", 1);
    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Hash NOTHING = Hash.of(new byte[32]);
    private static final UUID ANY = new UUID(0, 0);

    private final Map<Product, Integer> loans = new EnumMap<>(Product.class);
    private long recorded;
    private long refused;
    private long postings;

    @Test
    void money_neither_appears_nor_disappears_in_loans_of_all_products_whatever_happens() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < LOANS; i++) {
            check(RandomLoan.draw(random, "RL-" + i, i), random, "loanreg.ledgers.seed=" + SEED + " loan " + i);
        }
        System.out.printf(
                "ledgers: seed %d, %s loans, %,d events recorded, %,d refused, %,d postings%n",
                SEED, loans, recorded, refused, postings);
        assertEquals(Product.values().length, loans.size());
        assertTrue(recorded > 4L * LOANS, "only " + recorded + " events were recorded");
    }

    private void check(RandomLoan loan, SplittableRandom random, String which) {
        ProductTerms terms = ProductForm.read(fields(loan.product()), CNY, loan.principal())
                .orElseThrow(() -> new AssertionError(which + ": " + loan.product()));
        loans.merge(terms.product(), 1, Integer::sum);
        List<LoanEvent> events = new ArrayList<>();
        Ledger ledger = book(loan, terms, events, which);
        LocalDate end = loan.start().plusDays(random.nextInt(loan.isLong() ? 12_000 : 1_200));
        AccountState state = ledger.at(end);

        checkSums(state, events, end, which);
        checkPostings(state, loan.shares(), which);
        events.forEach(event -> checkBookedAsQuoted(event, terms, which));
        List<RecordedEvent> shuffled = new ArrayList<>(ledger.versions());
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        assertEquals(state, new Ledger(terms, shuffled).at(end), which);
        assertEquals(ledger.at(end), Account.at(terms.account(), events, end), which);
    }

    private static Fields fields(String json) {
        return Fields.of(Json.parse(json.getBytes(UTF_8)));
    }

    /** Records what may be recorded, as the service does. */
    private Ledger book(RandomLoan loan, ProductTerms terms, List<LoanEvent> events, String which) {
        var ledger = new Ledger(terms, List.of());
        for (String json : loan.events()) {
            Fields fields = fields(json);
            EventForm.Read read = EventForm.read(fields, terms).orElse(null);
            if (read == null || DrawdownRules.refusal(read.event(), ledger) != null) {
                assertTrue(read != null || !fields.errors().isEmpty(), which + ": refused without a reason");
                refused++;
                continue;
            }
            events.add(read.event());
            recorded++;
            String body = CanonicalJson.write(Objects.requireNonNull(Json.parse(json.getBytes(UTF_8))));
            ledger = ledger.with(new RecordedEvent(
                    new UUID(1, recorded),
                    ANY,
                    "RL",
                    loan.shares(),
                    "E" + recorded,
                    EventRegister.kind(body),
                    read.event().on(),
                    body,
                    null,
                    null,
                    new Stamp(ANY, 1, ANY, NOTHING, new TreeSet<>(), "lender:bank-a", Instant.EPOCH)));
        }
        return ledger;
    }

    private static void checkSums(AccountState state, List<LoanEvent> events, LocalDate end, String which) {
        long in = 0;
        long returned = 0;
        long drawn = 0;
        for (LoanEvent event : events) {
            if (!event.on().isAfter(end)) {
                switch (event) {
                    case LoanEvent.Drawn one -> drawn += one.amountMinor();
                    case LoanEvent.Repaid one -> in += one.amountMinor();
                    case LoanEvent.Debited one -> in += one.collectedMinor();
                    case LoanEvent.GuaranteePaid one -> in += one.amountMinor();
                    case LoanEvent.Recovered one -> in += one.amountMinor();
                    case LoanEvent.Refunded one -> in += one.amountMinor();
                    case LoanEvent.CreditReturned one -> returned += one.amountMinor();
                    default -> {}
                }
            }
        }
        assertEquals(drawn, state.drawnMinor(), which);
        assertTrue(state.owed().principal() >= 0 && state.creditMinor() >= 0 && state.refundedMinor() >= 0, which);
        assertTrue(state.availableMinor() >= 0 && state.daysPastDue() >= 0 && state.notDueInterest() >= 0, which);
        assertTrue(state.due().principal() <= state.owed().principal(), which);
        assertEquals(
                drawn,
                state.owed().principal()
                        + state.paid().principal()
                        + state.refundedMinor()
                        + state.writtenOff().principal(),
                which);
        if (!state.irregularities().contains(Irregularity.CREDIT_RETURNED_BEYOND_CREDIT)) {
            assertEquals(
                    in - returned,
                    state.paid().total()
                            + state.refundedMinor()
                            + state.recovered().total()
                            + state.creditMinor(),
                    which);
        }
    }

    /** Before is what was applied and what is left; the lenders' parts of a posting sum to it. */
    private void checkPostings(AccountState state, List<Share> shares, String which) {
        List<Map<String, Object>> trees = AccountTree.postings(state, shares);
        assertEquals(state.postings().size(), trees.size(), which);
        for (int i = 0; i < trees.size(); i++) {
            Posting posting = state.postings().get(i);
            Allocation one = posting.allocation();
            assertEquals(one.before(), one.applied().plus(one.after()), which);
            assertTrue(one.rest() >= 0, which);
            Amounts applied = one.applied();
            assertEquals(applied.principal(), sum(trees.get(i), "principalMinor"), which);
            assertEquals(applied.total() - applied.principal(), sum(trees.get(i), "otherMinor"), which);
        }
        postings += trees.size();
    }

    private static long sum(Map<String, Object> posting, String part) {
        long sum = 0;
        for (Object share : (List<?>) Objects.requireNonNull(posting.get("shares"))) {
            sum += (Long) Objects.requireNonNull(((Map<?, ?>) share).get(part));
        }
        return sum;
    }

    /** On the day on which it is paid out, a drawdown owes what the calculator quotes for it, line by line. */
    private static void checkBookedAsQuoted(LoanEvent event, ProductTerms terms, String which) {
        if (event instanceof LoanEvent.Drawn drawn && drawn.plan() instanceof RepaymentPlan.Scheduled) {
            var quote = Calculator.plan(terms.drawdown(drawn.amountMinor(), drawn.plan(), drawn.rates(), drawn.on()));
            var quoted = quote.lines().stream()
                    .map(line -> new AccountState.InstalmentState(
                            drawn.drawdown(),
                            line.period().to(),
                            new Amounts(0, 0, line.interest(), line.charge(), line.principal()),
                            Amounts.ZERO))
                    .toList();
            assertEquals(
                    quoted,
                    Account.at(terms.account(), List.of(drawn), drawn.on()).instalments(),
                    which);
        }
    }
}
