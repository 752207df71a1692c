package org.loanregistry.registry.loan;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.loanregistry.registry.database.GroupCommit;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogWriter;
import org.loanregistry.registry.web.Answer;
import org.loanregistry.registry.web.Repeatable;
import org.loanregistry.registry.web.RepeatableRequests;
import org.loanregistry.registry.web.Reply;

/**
 * Records the repayments of many requests in one transaction: those that arrive while one group is committed make the
 * next. Each request is answered for itself; requests of one repayment share a receipt, so that its signature and the
 * commit are paid once a group. Safe for many threads.
 */
@Singleton
public final class RepaymentIntake implements AutoCloseable {
    /** Two groups: while one computes, the database works on the other. */
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(4_000, 512, 40_000, 2);

    private final RepeatableRequests requests;
    private final RepaymentRegister register;
    private final LogWriter writer;
    private final GroupCommit<Ask, Reply> groups = new GroupCommit<>("repayments", LIMITS, this::commit);

    RepaymentIntake(RepeatableRequests requests, RepaymentRegister register, LogWriter writer) {
        this.requests = requests;
        this.register = register;
        this.writer = writer;
    }

    private record Ask(Repeatable asked, RepaymentOrder order, Function<Recording, Answer> answer) {}

    /** Records one repayment, with others that come at the same time. */
    public Reply one(Repeatable asked, RepaymentTerms terms) {
        return one(asked, new Parsed<>(terms, List.of()));
    }

    Reply one(Repeatable asked, Parsed<RepaymentTerms> item) {
        var order = new RepaymentOrder(asked.caller(), List.of(item));
        return groups.submit(new Ask(asked, order, RecordingAnswer::single), 1);
    }

    /** Records a request of several, maybe with other requests; they are allocated in the order given. */
    Reply batch(Repeatable asked, List<Parsed<RepaymentTerms>> items) {
        var order = new RepaymentOrder(asked.caller(), items);
        return groups.submit(new Ask(asked, order, RecordingAnswer::batch), items.size());
    }

    /**
     * Records repayments in a transaction of their own and gives the number of those that were not there before. Called
     * again with the same ones it records nothing; one that is refused is an {@link IllegalArgumentException}, and nothing
     * is recorded then.
     */
    public int load(Caller caller, List<RepaymentTerms> repayments) {
        var items =
                repayments.stream().map(terms -> new Parsed<>(terms, List.of())).toList();
        var orders = List.of(new RepaymentOrder(caller, items));
        var attempts = new AtomicInteger();
        return writer.write(LogName.RECORDS, items.size(), (tx, leaves) -> {
            var recordings = attempts.getAndIncrement() == 0
                    ? register.recordNew(tx, leaves, orders)
                    : register.record(tx, leaves, orders);
            return count(recordings.getFirst());
        });
    }

    private static int count(Recording recording) {
        int recorded = 0;
        for (Outcome outcome : recording.outcomes()) {
            recorded += switch (outcome) {
                case Outcome.Recorded _ -> 1;
                case Outcome.AlreadyRecorded _ -> 0;
                case Outcome.Rejected rejected ->
                    throw new IllegalArgumentException("a repayment is refused: " + rejected.errors());
            };
        }
        return recorded;
    }

    private List<Reply> commit(List<Ask> asks) {
        int events = asks.stream().mapToInt(ask -> ask.order().items().size()).sum();
        return writer.write(
                LogName.RECORDS,
                events,
                (tx, leaves) ->
                        requests.answerAll(tx, asks.stream().map(Ask::asked).toList(), places -> {
                            var orders = places.stream()
                                    .map(place -> asks.get(place).order())
                                    .toList();
                            var recordings = register.record(tx, leaves, orders);
                            List<Reply> replies = new ArrayList<>();
                            for (int i = 0; i < places.size(); i++) {
                                replies.add(reply(asks.get(places.get(i)), recordings.get(i)));
                            }
                            return replies;
                        }));
    }

    private static Reply reply(Ask ask, Recording recording) {
        try {
            return new Reply.Given(ask.answer().apply(recording), false);
        } catch (RegistryException e) {
            return new Reply.Failed(e);
        }
    }

    /** Takes nothing more and commits what waits. */
    @Override
    @PreDestroy
    public void close() {
        groups.close();
    }
}
