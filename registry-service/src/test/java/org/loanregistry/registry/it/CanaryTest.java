package org.loanregistry.registry.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.borrower.NationalId;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;

/**
 * Marked identities through the whole service as a process of its own, anchoring on a ledger: by import, by the API rightly and
 * wrongly asked for, and by every described operation as every user. Afterwards no clear value of theirs is in a log, an answer to
 * whoever may not see it, the metrics, any file of the state directory, PostgreSQL's pages and write-ahead log among them, any
 * file of the ledger, or any object of the service that is still in use. What is known to be in clear in each is found, so that
 * the search is one.
 */
class CanaryTest {
    private static final String NAME = "Quincanary Xylophonov";
    private static final String MOBILE = "13799887766";
    private static final String REFERENCE = "CANARY-REF-77";
    private static final String NATIONAL_ID = id("11010519030303771");
    private static final String OTHER_ID = id("11010519030303773");
    private static final List<String> CANARIES = List.of(
            NAME, "Quincanary", MOBILE, REFERENCE, NATIONAL_ID, OTHER_ID, "Zymurgical", "13799887755", "CANARY-REF-88");
    private static final String CONTRACT = "KNOWN-CONTRACT-77";
    private static final String HOST = "canary-ledger.example";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String REVEAL = """
            {"purpose":"SERVICING","fields":["name","nationalId","mobile","reference"],"reason":"CASE-1"}""";

    @TempDir
    private Path folder;

    private URI service = URI.create("http://127.0.0.1");
    private final List<String> answers = new ArrayList<>();

    private static String id(String first17) {
        return first17 + NationalId.checkCharacter(first17);
    }

    /** What {@code loanreg network run} is told: the development network. */
    List<String> networkOptions() {
        return List.of();
    }

    @Test
    void no_clear_value_is_anywhere_but_in_the_answer_to_whoever_may_see_it() throws Exception {
        Path home = folder.resolve("home");
        Path ledger = folder.resolve("ledger");
        Path log = folder.resolve("service.log");
        Process network = LedgerProcess.start(folder.resolve("network.log"), ledger, networkOptions());
        Process process = service(home, ledger, log);
        String printed;
        try {
            printed = LedgerProcess.awaitLine(process, "ready ");
            service = URI.create(printed.lines().toList().getLast().substring(6).strip());
            LedgerProcess.register(ledger, home);
            importPortfolio(home);
            Map<String, String> ids = drive(home);
            driveEveryOperation(home, ids);
            awaitAnchored(home);
            searchHeap(process);
        } finally {
            process.destroy();
            network.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertTrue(network.waitFor(120, TimeUnit.SECONDS));
        }
        search("the service's output", (printed + Files.readString(log)).getBytes(UTF_8));
        search("what import said", Files.readAllBytes(folder.resolve("import.log")));
        for (String answer : answers) {
            search("an answer", answer.getBytes(UTF_8));
        }
        Files.delete(folder.resolve("live.hprof"));
        searchFiles(home);
        searchLedger(ledger);
    }

    private static Process service(Path home, Path ledger, Path log) {
        return JavaProcess.start(
                log,
                JavaProcess.SERVICE,
                "serve",
                "--home",
                home.toString(),
                "--port",
                "0",
                "--host-name",
                HOST,
                "--ledger",
                ledger.resolve("organisations/RegistryOperator/client.properties")
                        .toString());
    }

    /** Until everything that was recorded and looked at is anchored. */
    private void awaitAnchored(Path home) throws IOException {
        String operator = token(home, "registry-operator");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (String log : List.of("records", "access")) {
            while (true) {
                String metrics = send(get(operator, "/metrics")).body();
                double recorded = metric(metrics, "registry_log_recorded_size", log);
                if (recorded > 0 && metric(metrics, "registry_log_anchored_size", log) >= recorded) {
                    break;
                }
                assertTrue(System.nanoTime() < deadline, "the log " + log + " is not anchored");
                LockSupport.parkNanos(200_000_000);
            }
        }
    }

    private static double metric(String metrics, String name, String log) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{log=\"" + log + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }

    private void importPortfolio(Path home) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(
                data.resolve("contracts.csv"),
                "contract_id,borrower_id,lender_of_record,principal,currency,status\nI-1," + REFERENCE
                        + ",KP-1,100.00,USD,open\nI-2,CANARY-REF-88,KP-1,100.00,USD,open\n");
        Files.writeString(
                data.resolve("borrowers.csv"),
                "borrower_id,name,national_id,mobile\n" + REFERENCE + "," + NAME + "," + NATIONAL_ID + "," + MOBILE
                        + "\nCANARY-REF-88,Zymurgical," + OTHER_ID + "X,13799887755\n");
        var run = JavaProcess.run(
                folder.resolve("import.log"),
                JavaProcess.SERVICE,
                "import",
                data.toString(),
                "--service",
                service.toString(),
                "--refused",
                folder.resolve("refused.csv").toString(),
                "--token",
                "@" + home.resolve("tokens.json"));
        answers.add(run.output());
        assertTrue(run.output().contains("borrowers.csv"), run.output());
    }

    /** Everything that a caller can do with the marked person, and every way of asking wrongly that quotes a value. */
    private Map<String, String> drive(Path home) throws IOException {
        String bank = token(home, "bank-a");
        String contract = contract(CONTRACT, NAME, NATIONAL_ID);
        assertEquals(201, post(bank, "/api/v1/contracts", contract, false));
        assertEquals(409, post(bank, "/api/v1/contracts", contract.replace(NAME, "Quincanary Other"), false));
        assertEquals(400, post(bank, "/api/v1/contracts", contract(CONTRACT, NAME, NATIONAL_ID + "9"), false));
        assertEquals(400, post(bank, "/api/v1/contracts", contract.substring(0, contract.length() - 9), false));
        assertEquals(403, post(token(home, "bank-c"), "/api/v1/contracts", contract, false));
        var shown = (Map<?, ?>) Objects.requireNonNull(Json.parse(
                send(get(bank, "/api/v1/contracts?number=" + CONTRACT)).body().getBytes(UTF_8)));
        String person = "/api/v1/borrowers/" + shown.get("subjectId");
        for (String user : List.of("bank-a", "bank-b", "bank-c", "registry-operator", "registry-dpo")) {
            String token = token(home, user);
            answers.add(send(get(token, person)).body());
            post(token, person + "/reveal", REVEAL.replace("SERVICING", "ANALYTICS"), false);
            post(token, person + "/reveal", REVEAL.replace("CASE-1", "of " + MOBILE), false);
            post(token, person + "/reveal", REVEAL, user.equals("bank-a"));
            for (String form : List.of("{\"mobile\":\"" + MOBILE + "\"", "{\"nationalId\":\"" + NATIONAL_ID + "\"")) {
                post(token, "/api/v1/borrowers/lookup", form + ",\"purpose\":\"SERVICING\"}", false);
                post(token, "/api/v1/borrowers/lookup", form + ",\"purpose\":\"" + NAME + "\"}", false);
            }
            for (String path : List.of(
                    "/api/v1/contracts?number=" + CONTRACT,
                    "/api/v1/contracts?number=" + MOBILE,
                    "/api/v1/borrowers/" + MOBILE,
                    "/api/v1/access-entries",
                    "/api/v1/access-entries?subject=" + MOBILE,
                    "/api/v1/access-entries?from=" + MOBILE,
                    "/api/v1/feed/entries",
                    person + "/access",
                    "/health",
                    "/metrics")) {
                answers.add(send(get(token, path)).body());
            }
        }
        return Map.of(
                "subjectId", String.valueOf(shown.get("subjectId")),
                "contractId", String.valueOf(shown.get("contractId")),
                "plainId", String.valueOf(shown.get("contractId")),
                "recordId", String.valueOf(shown.get("recordId")));
    }

    /** Every operation that is described, with the marked values in its body, as every user; then with a value in its address. */
    private void driveEveryOperation(Path home, Map<String, String> ids) throws IOException {
        for (IsolationTest.Row row : IsolationTest.table().toList()) {
            String body = row.body()
                    .replace("Zhang San", NAME)
                    .replace("11010519491231002X", NATIONAL_ID)
                    .replace("13912345678", MOBILE);
            for (String user : List.of("bank-a", "bank-b", "bank-c", "registry-operator", "registry-dpo")) {
                boolean isReveal = row.path().endsWith("/reveal") && user.equals("bank-a");
                String token = token(home, user);
                String answer = operation(token, row, filled(row.path(), ids), filled(body, ids));
                if (!isReveal) {
                    answers.add(answer);
                }
                answers.add(operation(token, row, row.path().replaceAll("[{][^}]*[}]", MOBILE), body));
            }
        }
    }

    private String operation(String token, IsolationTest.Row row, String path, String body) {
        var request = HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
        if (row.method().equals("POST")) {
            request.header("Content-Type", row.path().endsWith("/reconciliations") ? "text/csv" : "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString());
        }
        var publisher = row.method().equals("GET")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
        return send(request.method(row.method(), publisher).build()).body();
    }

    private static String filled(String text, Map<String, String> ids) {
        String filled = text;
        for (var id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled.replace("{log}", "records")
                .replaceAll("[{][a-zA-Z]+[}]", UUID.randomUUID().toString());
    }

    /**
     * What the service still has in use a moment after the requests: a dump of its heap, garbage left out. Of the garbage nothing is
     * promised: a String cannot be wiped (docs/privacy.md).
     */
    private void searchHeap(Process process) throws Exception {
        Path dump = folder.resolve("live.hprof");
        var jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.heap_dump",
                        dump.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, jcmd.waitFor(), said);
        List<String> found = HeapSearch.of(dump).find(CANARIES);
        assertTrue(HeapSearch.of(dump).find(List.of(HOST)).size() > 0, "the search finds what is known to be there");
        assertEquals(List.of(), found, "values that the service still holds");
    }

    private static String contract(String number, String name, String nationalId) {
        return """
                {"contractNumber":"%s","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
                 "borrower":{"reference":"CANARY-REF-99","name":"%s","nationalId":"%s","mobile":"%s"},
                 "currency":"USD","principalMinor":10000,"status":"open"}""".formatted(number, name, nationalId, MOBILE);
    }

    /** Sends, keeps the answer for the search unless the caller may see values, and gives the status. */
    private int post(String token, String path, String body, boolean mayBeClear) throws IOException {
        var answer = send(HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (mayBeClear) {
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains(NAME) && answer.body().contains(NATIONAL_ID), answer.body());
        } else {
            answers.add(answer.body());
        }
        return answer.statusCode();
    }

    private HttpRequest get(String token, String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private record Answered(int statusCode, String body) {}

    private static Answered send(HttpRequest request) {
        HttpResponse<byte[]> answer = TestRegistry.send(request);
        return new Answered(answer.statusCode(), new String(answer.body(), UTF_8));
    }

    private static String token(Path home, String organisation) throws IOException {
        var file = (Map<?, ?>) Objects.requireNonNull(Json.parse(Files.readAllBytes(home.resolve("tokens.json"))));
        return ((List<?>) Objects.requireNonNull(file.get("users")))
                .stream()
                        .map(user -> (Map<?, ?>) user)
                        .filter(user -> organisation.equals(user.get("organisation")))
                        .map(user -> String.valueOf(user.get("token")))
                        .findFirst()
                        .orElseThrow();
    }

    private static void searchFiles(Path home) throws IOException {
        int hits = 0;
        int wal = 0;
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                search(file.toString(), content);
                boolean isHit = new String(content, ISO_8859_1).contains(CONTRACT);
                hits += isHit ? 1 : 0;
                wal += isHit && file.toString().contains("pg_wal") ? 1 : 0;
            }
        }
        assertTrue(
                hits > 1 && wal > 0,
                "the search finds what is known to be there: " + hits + " files, " + wal + " of WAL");
    }

    private static void searchLedger(Path ledger) throws IOException {
        for (Path file : LedgerProcess.files(ledger)) {
            search(file.toString(), Files.readAllBytes(file));
        }
        assertTrue(LedgerProcess.isInBlocks(ledger, HOST), "the search finds the log's origin in the blocks");
    }

    /** Looks for each value as it is, in hex, in two alphabets of base64, and in UTF-16. */
    private static void search(String where, byte[] content) {
        String text = new String(content, ISO_8859_1);
        for (String canary : CANARIES) {
            for (String form : forms(canary)) {
                assertTrue(!text.contains(form), () -> where + " holds a clear value");
            }
        }
    }

    private static List<String> forms(String canary) {
        byte[] bytes = canary.getBytes(UTF_8);
        return List.of(
                canary,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                in(UTF_16LE, canary));
    }

    private static String in(Charset charset, String canary) {
        return new String(canary.getBytes(charset), ISO_8859_1);
    }
}
