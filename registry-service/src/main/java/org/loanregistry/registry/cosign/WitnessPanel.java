package org.loanregistry.registry.cosign;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.agreement.Witness;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;

/**
 * All configured witnesses, asked in parallel. Who is late is waited for only until the quorum is there and a moment more:
 * a bank that is away must not slow the others down. Whose line counts is said by the log's terms on the ledger, not here.
 */
@Singleton
public final class WitnessPanel implements AutoCloseable {
    private final List<WitnessClient> witnesses;
    private final WitnessSettings settings;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    WitnessPanel(WitnessSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder().connectTimeout(settings.deadline()).build();
        this.witnesses = settings.urls().stream()
                .map(url -> new WitnessClient(url, http, settings.deadline()))
                .toList();
    }

    private record Heard(WitnessClient witness, WitnessAnswer answer) {}

    /** The note with the cosignatures that could be had in time; {@code proofs} gives the proof from an old size to it. */
    public Cosignatures gather(SignedNote note, LogTerms terms, LongFunction<List<Hash>> proofs) {
        var heard = new LinkedBlockingQueue<Heard>();
        var asked = witnesses.stream()
                .map(witness -> CompletableFuture.runAsync(() -> heard.add(ask(witness, note, proofs)), threads))
                .toList();
        var round = new Round(note, terms);
        var waiting = new HashSet<>(witnesses);
        long end = System.nanoTime() + settings.deadline().toNanos();
        try {
            while (!waiting.isEmpty()) {
                var next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                waiting.remove(next.witness());
                round.add(next);
                if (round.hasQuorum()) {
                    end = Math.min(end, System.nanoTime() + settings.patience().toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asked.forEach(call -> call.cancel(true));
        waiting.forEach(witness -> round.late(witness));
        return new Cosignatures(round.note, round.troubles);
    }

    private static WitnessAnswer askOnce(WitnessClient witness, SignedNote note, LongFunction<List<Hash>> proofs) {
        try {
            return witness.cosign(note, proofs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WitnessAnswer.Failed("interrupted");
        }
    }

    private static Heard ask(WitnessClient witness, SignedNote note, LongFunction<List<Hash>> proofs) {
        return new Heard(witness, askOnce(witness, note, proofs));
    }

    /** What has come in so far. Used by one thread. */
    private static final class Round {
        private final LogTerms terms;
        private final Set<String> banks = new HashSet<>();
        private final List<String> troubles = new ArrayList<>();
        private SignedNote note;

        Round(SignedNote note, LogTerms terms) {
            this.note = note;
            this.terms = terms;
        }

        void add(Heard heard) {
            switch (heard.answer()) {
                case WitnessAnswer.Failed(String why) ->
                    troubles.add("the witness at " + heard.witness().url() + ": " + why);
                case WitnessAnswer.Cosigned(var lines) -> {
                    if (lines.stream().noneMatch(this::take)) {
                        troubles.add("the witness at " + heard.witness().url()
                                + ": no line of a witness that the log's terms name");
                    }
                }
            }
        }

        private boolean take(NoteSignature line) {
            for (Witness witness : terms.witnesses()) {
                if (!banks.contains(witness.bank())
                        && witness.key().cosignedAt(note.body(), line).isPresent()) {
                    banks.add(witness.bank());
                    note = note.with(line);
                    return true;
                }
            }
            return false;
        }

        void late(WitnessClient witness) {
            troubles.add("the witness at " + witness.url() + ": no answer in time");
        }

        boolean hasQuorum() {
            return banks.size() >= terms.quorum();
        }
    }

    @Override
    @PreDestroy
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
