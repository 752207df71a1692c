package org.loanregistry.registry.cosign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.AddCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;

/**
 * One bank's witness. It is told the size that it cosigned last; where that is not known or not right, it answers with the
 * right one and is asked once more.
 */
final class WitnessClient {
    private static final int ATTEMPTS = 3;
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_REASON = 200;

    private final URI url;
    private final HttpClient http;
    private final Duration deadline;
    private final Map<String, Long> sizeByOrigin = new ConcurrentHashMap<>();

    /** The witness whose submission prefix is {@code url}; each request must be answered within {@code deadline}. */
    WitnessClient(URI url, HttpClient http, Duration deadline) {
        this.url = url;
        this.http = http;
        this.deadline = deadline;
    }

    URI url() {
        return url;
    }

    /** Asks for the cosignature of a note; {@code proofs} gives the consistency proof from an old size to it. */
    WitnessAnswer cosign(SignedNote note, LongFunction<List<Hash>> proofs) throws InterruptedException {
        var checkpoint = Checkpoint.parse(note.body());
        long size = checkpoint.treeSize();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long old = sizeByOrigin.getOrDefault(checkpoint.origin(), 0L);
            if (old > size) {
                sizeByOrigin.remove(checkpoint.origin());
                return new WitnessAnswer.Failed("it cosigned a larger tree, of size " + old);
            }
            List<Hash> proof = old == 0 || old == size ? List.of() : proofs.apply(old);
            try {
                var response = post(new AddCheckpoint(old, proof, note).toText());
                switch (response.statusCode()) {
                    case 200 -> {
                        sizeByOrigin.put(checkpoint.origin(), size);
                        return new WitnessAnswer.Cosigned(lines(response.body()));
                    }
                    case 409 ->
                        sizeByOrigin.put(
                                checkpoint.origin(),
                                StrictText.decimal(response.body().stripTrailing()));
                    default -> {
                        return new WitnessAnswer.Failed(
                                "status " + response.statusCode() + ", " + reason(response.body()));
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                return new WitnessAnswer.Failed(
                        e.getClass().getSimpleName() + " " + reason(String.valueOf(e.getMessage())));
            }
        }
        return new WitnessAnswer.Failed("it changes its mind about what it cosigned last");
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/add-checkpoint"))
                .timeout(deadline)
                .POST(BodyPublishers.ofString(body, UTF_8))
                .build();
        return http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LONGEST_ANSWER));
    }

    private static List<NoteSignature> lines(String body) {
        return body.lines().map(NoteSignature::parse).toList();
    }

    /** A stranger's words go into our log: short, and on one line. */
    private static String reason(String text) {
        var line = text.strip().replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(LONGEST_REASON, line.length()));
    }
}
