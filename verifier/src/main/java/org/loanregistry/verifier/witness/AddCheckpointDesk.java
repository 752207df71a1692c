package org.loanregistry.verifier.witness;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.loanregistry.transparency.note.AddCheckpoint;
import org.loanregistry.transparency.note.NoteFormatException;

/**
 * Answers {@code add-checkpoint}. A log that is not known, or was signed by another key than the known ones, may just have
 * been agreed on: then the peer is asked first, but not at everybody's beck and call. Safe for many threads.
 */
final class AddCheckpointDesk {
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Witness witness;
    private final WatchedLogs logs;
    private final AtomicLong lastAsked = new AtomicLong(System.nanoTime() - ASK_AGAIN_NANOS);

    AddCheckpointDesk(Witness witness, WatchedLogs logs) {
        this.witness = witness;
        this.logs = logs;
    }

    /** The answer to the text of a request. */
    Answer answer(String text) {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(text);
        } catch (NoteFormatException e) {
            return new Answer.Malformed(String.valueOf(e.getMessage()));
        }
        Answer first = judge(request);
        return mayBeNews(first) && mayAsk() ? askFirst(request) : first;
    }

    private Answer askFirst(AddCheckpoint request) {
        logs.refresh();
        return judge(request);
    }

    private Answer judge(AddCheckpoint request) {
        return switch (logs.of(request.checkpoint().origin())) {
            case WatchedLogs.Standing.Open(var keys) -> witness.add(request, keys);
            case WatchedLogs.Standing.Unknown() -> new Answer.UnknownLog();
            case WatchedLogs.Standing.Suspended(String why) -> new Answer.NotNow(why);
        };
    }

    private static boolean mayBeNews(Answer answer) {
        return switch (answer) {
            case Answer.UnknownLog _, Answer.NotSigned _, Answer.NotNow _ -> true;
            case Answer.Cosigned _, Answer.Malformed _, Answer.OtherSize _, Answer.Inconsistent _ -> false;
        };
    }

    private boolean mayAsk() {
        long now = System.nanoTime();
        long last = lastAsked.get();
        return now - last >= ASK_AGAIN_NANOS && lastAsked.compareAndSet(last, now);
    }
}
