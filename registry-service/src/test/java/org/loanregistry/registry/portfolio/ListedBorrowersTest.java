package org.loanregistry.registry.portfolio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;

/** borrowers.csv: who is listed, who is made up, and that every row of it is accounted for by a real import. */
class ListedBorrowersTest {
    private static final String ZHANG = "B-1,Zhang San,11010519491231002X,13912345678\n";
    private static final String LI = "B-2,Li Si,110105194912310038,13912345679\n";

    private static TestRegistry registry;
    private static URI service;
    private static String token;

    @TempDir
    private Path directory;

    @BeforeAll
    static void serve() {
        registry = TestRegistry.create();
        service = registry.serve();
        token = registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.OPERATOR, "registry-operator"))
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private Portfolio read(String contracts, String borrowers) throws IOException {
        Files.writeString(
                directory.resolve("contracts.csv"),
                "contract_id,borrower_id,lender_of_record,principal,currency,status\n" + contracts);
        Files.writeString(directory.resolve("borrowers.csv"), "borrower_id,name,national_id,mobile\n" + borrowers);
        return Portfolio.read(directory);
    }

    private static String contract(String number, String borrower) {
        return number + "," + borrower + ",KP-1,100.00,USD,paid\n";
    }

    private static Reconciliation send(Portfolio portfolio) throws IOException, InterruptedException {
        var silent = new PortfolioImport.Progress() {
            @Override
            public void start(String kind, int items) {}

            @Override
            public void step(int items) {}

            @Override
            public void end() {}
        };
        return new PortfolioImport(service, token, silent).run(portfolio);
    }

    private static Map<?, ?> borrowerOf(Portfolio portfolio, int contract) {
        return (Map<?, ?>) Objects.requireNonNull(
                portfolio.contracts().get(contract).tree().get("borrower"));
    }

    @Test
    void a_listed_borrower_is_the_person_and_another_is_made_up() throws IOException {
        var portfolio = read(contract("L-1", "B-1") + contract("L-2", "B-9"), ZHANG);
        assertEquals(
                Map.of(
                        "reference", "B-1",
                        "name", "Zhang San",
                        "nationalId", "11010519491231002X",
                        "mobile", "13912345678"),
                borrowerOf(portfolio, 0));
        assertEquals(SyntheticIdentity.of("B-9"), borrowerOf(portfolio, 1));
        assertEquals(List.of(), portfolio.refusals());
    }

    @Test
    void the_listed_person_is_recorded_and_the_rows_add_up_also_the_second_time() throws Exception {
        var rows = contract("R-1", "B-1") + contract("R-2", "B-1") + contract("R-3", "B-2");
        var first = send(read(rows, ZHANG + LI));
        assertEquals(List.of(), first.refusals());
        assertTrue(first.addsUp(), String.join("\n", first.toLines()));
        assertTrue(first.toLines().contains(line("borrowers.csv", 2, 2, 0)), String.join("\n", first.toLines()));
        var second = send(read(rows, ZHANG + LI));
        assertTrue(second.toLines().contains(line("borrowers.csv", 2, 0, 2)), String.join("\n", second.toLines()));

        var bank = LenderAssignment.bankOf("KP-1");
        assertEquals(200, post(contractOf("R-1", bank, "Zhang San")).statusCode());
        var other = post(contractOf("R-1", bank, "Wang Wu"));
        assertEquals(409, other.statusCode());
        assertTrue(new String(other.body(), UTF_8).contains("borrower.name"), new String(other.body(), UTF_8));
    }

    private static String line(String file, int read, int recorded, int already) {
        return "%-16s %,10d %,10d %,18d %,9d".formatted(file, read, recorded, already, 0);
    }

    private static java.net.http.HttpResponse<byte[]> post(String body) {
        return TestRegistry.send(HttpRequest.newBuilder(service.resolve("/api/v1/contracts"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String contractOf(String number, String bank, String name) {
        return new String(
                Json.write(Map.of(
                        "contractNumber",
                        number,
                        "lenderOfRecord",
                        "KP-1",
                        "funders",
                        List.of(Map.of("lender", bank, "shareMinor", 10_000L)),
                        "borrower",
                        Map.of(
                                "reference", "B-1",
                                "name", name,
                                "nationalId", "11010519491231002X",
                                "mobile", "13912345678"),
                        "currency",
                        "USD",
                        "principalMinor",
                        10_000L,
                        "status",
                        "paid")),
                UTF_8);
    }

    @Test
    void a_number_that_the_service_refuses_refuses_the_row_with_its_contract() throws Exception {
        var wrong = ZHANG.replace("002X", "0021").replace("B-1", "B-7");
        var result = send(read(contract("W-1", "B-7") + contract("W-2", "B-2"), wrong + LI));
        assertTrue(result.addsUp(), String.join("\n", result.toLines()));
        assertTrue(
                result.refusals()
                        .contains(new Refusal(
                                "borrowers.csv", 2, "borrower_id", "belongs to a contract that is refused")),
                result.refusals().toString());
        assertEquals(
                List.of("borrowers.csv", "contracts.csv"),
                result.refusals().stream()
                        .map(Refusal::file)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void a_row_that_is_incomplete_is_refused_and_nobody_is_made_up_in_its_place() throws IOException {
        var portfolio = read(contract("I-1", "B-1") + contract("I-2", "B-2"), "B-1,Zhang San,,13912345678\n" + LI);
        assertEquals(
                List.of(
                        new Refusal(
                                "contracts.csv", 2, "borrower_id", "is a borrower of borrowers.csv that is refused"),
                        new Refusal("borrowers.csv", 2, "national_id", "must be given")),
                portfolio.refusals());
        assertEquals(1, portfolio.contracts().size());
        assertEquals("Li Si", borrowerOf(portfolio, 0).get("name"));
    }

    @Test
    void a_borrower_listed_twice_is_the_first_and_the_second_row_is_refused() throws IOException {
        var portfolio = read(contract("T-1", "B-1"), ZHANG + ZHANG.replace("Zhang", "Wang"));
        assertEquals(List.of(new Refusal("borrowers.csv", 3, "borrower_id", "must stand once")), portfolio.refusals());
        assertEquals("Zhang San", borrowerOf(portfolio, 0).get("name"));
    }

    @Test
    void a_borrower_without_a_contract_is_refused() throws IOException {
        var portfolio = read(contract("N-1", "B-1"), ZHANG + LI);
        assertEquals(
                List.of(new Refusal(
                        "borrowers.csv",
                        3,
                        "borrower_id",
                        "must be the borrower of a contract of contracts.csv that is not refused")),
                portfolio.refusals());
    }

    @Test
    void another_column_refuses_the_row() throws IOException {
        Files.writeString(
                directory.resolve("contracts.csv"),
                "contract_id,borrower_id,lender_of_record,principal,currency,status\n" + contract("C-1", "B-1"));
        Files.writeString(
                directory.resolve("borrowers.csv"),
                "borrower_id,name,national_id,mobile,diagnosis\n" + ZHANG.replace("\n", ",none\n"));
        var refusals = Portfolio.read(directory).refusals();
        assertTrue(
                refusals.contains(new Refusal(
                        "borrowers.csv", 2, "", "must have no columns but borrower_id, name, national_id, mobile")),
                refusals.toString());
    }
}
