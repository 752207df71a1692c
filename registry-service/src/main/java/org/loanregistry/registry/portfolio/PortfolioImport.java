package org.loanregistry.registry.portfolio;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends a portfolio to the service: all contracts, then all repayments, each in two lanes of batches. What must keep its
 * order (a contract's repayments, a borrower's contracts) is in one lane.
 */
public final class PortfolioImport {
    private static final int BATCH = 500;

    private final URI service;
    private final String token;
    private final Progress progress;

    /** Told how far the import is. */
    public interface Progress {
        /** Items of one kind are about to be sent. */
        void start(String kind, int items);

        /** So many more were answered. */
        void step(int items);

        /** All items of the kind were answered, or the import failed. */
        void end();
    }

    /** An import to the service at an address, as the user of the token. */
    public PortfolioImport(URI service, String token, Progress progress) {
        this.service = service;
        this.token = token;
        this.progress = progress;
    }

    /**
     * Sends everything and counts what became of it.
     *
     * @throws IOException if the service cannot be reached any more or refuses a batch as a whole
     */
    public Reconciliation run(Portfolio portfolio) throws IOException, InterruptedException {
        var reconciliation = new Reconciliation(portfolio);
        try (var client = new ImportClient(service, token)) {
            send(client, "contracts", portfolio.contracts(), reconciliation);
            send(client, "repayments", portfolio.repayments(), reconciliation);
            if (!portfolio.events().isEmpty()) {
                send(client, "events", portfolio.events(), reconciliation);
            }
        }
        return reconciliation;
    }

    private void send(ImportClient client, String kind, List<PortfolioItem> items, Reconciliation reconciliation)
            throws IOException, InterruptedException {
        Map<Integer, List<PortfolioItem>> lanes = new TreeMap<>();
        items.forEach(item ->
                lanes.computeIfAbsent(item.lane(), lane -> new ArrayList<>()).add(item));
        progress.start(kind, items.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (List<PortfolioItem> lane : lanes.values()) {
                Callable<Boolean> work = () -> sendLane(client, kind, lane, reconciliation);
                running.add(threads.submit(work));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            progress.end();
        }
    }

    private boolean sendLane(ImportClient client, String kind, List<PortfolioItem> lane, Reconciliation reconciliation)
            throws IOException, InterruptedException {
        for (int from = 0; from < lane.size(); from += BATCH) {
            List<PortfolioItem> batch = lane.subList(from, Math.min(from + BATCH, lane.size()));
            ImportClient.Result result = client.send("/api/v1/" + kind + "/batch", batch);
            for (int i = 0; i < batch.size(); i++) {
                count(batch.get(i), result.outcomes().get(i), result.earlier(), reconciliation);
            }
            progress.step(batch.size());
        }
        return true;
    }

    private static void count(PortfolioItem item, Map<?, ?> outcome, boolean earlier, Reconciliation reconciliation) {
        switch (String.valueOf(outcome.get("outcome"))) {
            case "recorded" -> {
                if (earlier) {
                    reconciliation.alreadyRecorded(item);
                } else {
                    reconciliation.recorded(item);
                }
            }
            case "already-recorded" -> reconciliation.alreadyRecorded(item);
            default -> {
                if (outcome.get("errors") instanceof List<?> errors && !errors.isEmpty()) {
                    errors.forEach(error -> refused(item, error, reconciliation));
                } else {
                    reconciliation.refused(item, "", "was refused without a reason");
                }
            }
        }
    }

    private static void refused(PortfolioItem item, Object error, Reconciliation reconciliation) {
        if (error instanceof Map<?, ?> members) {
            reconciliation.refused(item, String.valueOf(members.get("field")), String.valueOf(members.get("rule")));
        }
    }
}
