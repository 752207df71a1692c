package org.loanregistry.registry.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Json;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;

/**
 * What a running service said at one time.
 *
 * @param status UP, DEGRADED or DOWN
 * @param reasons why it is not UP, a sentence each
 * @param horizonAge in seconds; -1 if the service does not know
 * @param logs what it says of each log
 * @param witnesses who cosigned the newest published head of each log
 */
record StatusReading(
        String status,
        List<String> reasons,
        long horizonAge,
        Map<String, Map<?, ?>> logs,
        Map<String, List<String>> witnesses) {
    StatusReading {
        reasons = List.copyOf(reasons);
        logs = Map.copyOf(logs);
        witnesses = Map.copyOf(witnesses);
    }

    boolean isHealthy() {
        return "UP".equals(status);
    }

    /** A number that the service tells of a log, 0 if it does not. */
    long number(String log, String name) {
        return logs.getOrDefault(log, Map.of()).get(name) instanceof Long value ? value : 0;
    }

    /** What else it tells of a log, as text. */
    String text(String log, String name) {
        return Objects.toString(logs.getOrDefault(log, Map.of()).get(name), "");
    }

    /** Where a service is asked. */
    record Source(HttpClient http, URI service) {
        private static final Duration TIMEOUT = Duration.ofSeconds(10);
        private static final List<String> LOGS = List.of("records", "access");

        StatusReading read() throws IOException, InterruptedException {
            var body = Json.parse(get("/health").body());
            var log = members(members(members(body).get("details")).get("log"));
            var details = members(log.get("details"));
            if (details.isEmpty()) {
                throw new IOException("/health says nothing of logs");
            }
            List<String> reasons = new ArrayList<>();
            if (details.get("reasons") instanceof List<?> said) {
                said.forEach(one -> reasons.add(String.valueOf(one)));
            }
            Map<String, Map<?, ?>> logs = new LinkedHashMap<>();
            Map<String, List<String>> witnesses = new LinkedHashMap<>();
            for (var name : LOGS) {
                logs.put(name, members(details.get(name)));
                witnesses.put(name, witnesses(name));
            }
            var age = details.get("horizonAgeSeconds") instanceof Long value ? value : -1;
            // Over all its parts the framework counts whatever is not down as up.
            var status = String.valueOf(log.get("status"));
            return new StatusReading(status, reasons, age, logs, witnesses);
        }

        private List<String> witnesses(String log) throws IOException, InterruptedException {
            var answer = get("/log/" + log + "/checkpoint");
            if (answer.statusCode() != 200) {
                return List.of();
            }
            try {
                var note = SignedNote.parse(new String(answer.body(), StandardCharsets.UTF_8));
                var origin = note.body().lines().findFirst().orElse("");
                return note.signatures().stream()
                        .map(NoteSignature::name)
                        .filter(name -> !name.equals(origin))
                        .toList();
            } catch (IllegalArgumentException e) {
                throw new IOException("the head of log " + log + " is no signed note", e);
            }
        }

        private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(service.resolve(path))
                    .timeout(TIMEOUT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }

        private static Map<?, ?> members(@Nullable Object tree) {
            return tree instanceof Map<?, ?> map ? map : Map.of();
        }
    }
}
