package org.loanregistry.network.fabric;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waiting for another process, which can only be asked again and again. */
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private Await() {}

    /** What is still wrong; empty when the wait is over. */
    interface Complaint {
        /** Asks once more. */
        Optional<String> ask() throws IOException, InterruptedException;
    }

    /** Asks until nothing is wrong; after {@code limit} throws {@link IOException} with the last complaint. */
    static void until(String what, Duration limit, Complaint complaint) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Optional<String> wrong = complaint.ask(); wrong.isPresent(); wrong = complaint.ask()) {
            if (System.nanoTime() > end) {
                throw new IOException(what + " not within " + limit.toSeconds() + " s: " + wrong.get());
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }
}
