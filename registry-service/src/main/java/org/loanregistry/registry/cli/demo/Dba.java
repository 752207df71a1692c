package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The database's own administrator: everything PostgreSQL can do, past every trigger and grant of the registry. */
final class Dba implements AutoCloseable {
    private static final int POSTMASTER_PORT_LINE = 3;

    private final Connection connection;

    private Dba(Connection connection) {
        this.connection = connection;
    }

    static Dba connect(Path databaseFiles) {
        try {
            var port =
                    Files.readAllLines(databaseFiles.resolve("postmaster.pid")).get(POSTMASTER_PORT_LINE);
            return new Dba(DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port.strip() + "/postgres", "postgres", ""));
        } catch (IOException | SQLException e) {
            throw new DemoFailedException("cannot log in to the demo's PostgreSQL", e);
        }
    }

    /** Waits until every recorded leaf is integrated and the newest head is anchored; returns the tree's size. */
    long awaitAnchored(Duration limit) {
        Wait.until(
                "integration and anchoring",
                limit,
                () -> number("select count(*) from leaf where not exists (select from log_entry e"
                                        + " where e.log_id = leaf.log_id and e.record_id = leaf.record_id)")
                                == 0
                        && number("select size from tree_state where log_id = 1")
                                == number(
                                        "select coalesce(max(size), 0) from checkpoint where log_id = 1 and state = 'anchored'"));
        return number("select size from tree_state where log_id = 1");
    }

    long number(String query) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new DemoFailedException("query failed: " + query, e);
        }
    }

    /** The anchors of log 1 as the service knows them, oldest first. */
    List<Anchor> anchors() {
        var query = "select size, transaction_id, anchored_at from checkpoint"
                + " where log_id = 1 and state = 'anchored' order by size";
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var anchors = new ArrayList<Anchor>();
            while (result.next()) {
                anchors.add(new Anchor(
                        result.getLong(1),
                        result.getString(2),
                        result.getTimestamp(3).toInstant()));
            }
            return anchors;
        } catch (SQLException e) {
            throw new DemoFailedException("no anchors found", e);
        }
    }

    /** A repayment from the middle of the smallest feed that has any, to be tampered with. */
    Victim victim() {
        var query = "with known as (select r.record_id, e.leaf_index, f.lender_id from repayment r"
                + " join log_entry e using (record_id) join feed_entry f using (log_id, leaf_index) where log_id = 1"
                + " and exists (select from contract c join subject_key using (subject_id)"
                + " where c.contract_id = r.contract_id)),"
                + " smallest as (select lender_id, count(*) / 2 as middle from known group by 1 order by 2, 1 limit 1)"
                + " select record_id, leaf_index from known where lender_id = (select lender_id from smallest)"
                + " order by leaf_index offset (select middle from smallest) limit 1";
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            if (!result.next()) {
                throw new DemoFailedException("the portfolio has no repayment to tamper with");
            }
            return new Victim(result.getObject(1, UUID.class), result.getLong(2));
        } catch (SQLException e) {
            throw new DemoFailedException("no repayment found", e);
        }
    }

    /** The bank in whose feed the record is. */
    Bank funderOf(Victim victim) {
        return Bank.ALL.stream()
                .filter(bank -> number("select count(*) from feed_entry where lender_id = '" + bank.lenderId()
                                + "' and leaf_index = " + victim.leafIndex())
                        == 1)
                .findFirst()
                .orElseThrow(() -> new DemoFailedException("no bank funds record " + victim.recordId()));
    }

    /** Some contract. */
    KnownContract contract() {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "select contract_id, currency from contract order by recorded_at, contract_id limit 1")) {
            if (!result.next()) {
                throw new DemoFailedException("there is no contract");
            }
            return new KnownContract(result.getObject(1, UUID.class), result.getString(2));
        } catch (SQLException e) {
            throw new DemoFailedException("no contract found", e);
        }
    }

    /** Some borrower under whose contract something is owed to its lender. */
    Optional<KnownBorrower> borrowerInForce() {
        return borrower("select c.subject_id, c.tenant from contract c join contract_balance b using (contract_id)"
                + " left join account_balance a using (contract_id)"
                + " where c.row_version = 1 and c.closed_at is null and a.contract_id is null"
                + " and b.principal_outstanding_minor > 0 order by c.recorded_at, c.contract_id limit 1");
    }

    /** A borrower of the bank's feed under none of whose contracts anything is owed, of the contracts recorded last. */
    Optional<KnownBorrower> borrowerPaidOff(Bank bank) {
        return borrower("select c.subject_id, c.tenant from contract c join log_entry e using (record_id)"
                + " join feed_entry f using (log_id, leaf_index) where c.row_version = 1 and log_id = 1"
                + " and f.lender_id = '" + bank.lenderId() + "' and not exists (select from contract o"
                + " join contract_balance b using (contract_id) left join account_balance a using (contract_id)"
                + " where o.subject_id = c.subject_id and o.closed_at is null and (a.closed_on is null)"
                + " and (a.contract_id is not null"
                + " or b.principal_outstanding_minor + b.interest_outstanding_minor > 0))"
                + " order by c.recorded_at desc, c.contract_id desc limit 1");
    }

    /** The bank with the fewest records. */
    Bank smallestFeed() {
        return Bank.ALL.stream()
                .min(Comparator.comparingLong(
                        bank -> number("select count(*) from feed_entry where lender_id = '" + bank.lenderId() + "'")))
                .orElseThrow();
    }

    private Optional<KnownBorrower> borrower(String query) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            return result.next()
                    ? Optional.of(new KnownBorrower(result.getString(1), result.getString(2)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new DemoFailedException("no borrower found", e);
        }
    }

    /** Waits until every entry of the access log is anchored. */
    void awaitAccessAnchored(Duration limit) {
        Wait.until(
                "anchoring of the access log",
                limit,
                () -> number("select count(*) from access_entry")
                        == number(
                                "select coalesce(max(size), 0) from checkpoint where log_id = 2 and state = 'anchored'"));
    }

    /** Adds to an amount, with every trigger off; a negative amount puts it back. */
    void addToAmount(Victim victim, long minor) {
        run(
                "set session_replication_role = replica",
                "update repayment set amount_minor = amount_minor + " + minor + " where record_id = '"
                        + victim.recordId() + "'",
                "set session_replication_role = origin");
    }

    /** Removes the event row, with every trigger and foreign key off, keeping a copy in this session. */
    void delete(Victim victim) {
        run(
                "set session_replication_role = replica",
                "create temporary table kept as select * from repayment where record_id = '" + victim.recordId() + "'",
                "delete from repayment where record_id = '" + victim.recordId() + "'",
                "set session_replication_role = origin");
    }

    /** Puts the removed row back. */
    void restore() {
        run(
                "set session_replication_role = replica",
                "insert into repayment overriding system value select * from kept",
                "drop table kept",
                "set session_replication_role = origin");
    }

    /** An online base backup of the running server, as PostgreSQL's manual describes it (low-level API). */
    void backUp(Path databaseFiles, Path copy) {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('demo', true)");
            DemoHome.copyTree(databaseFiles, copy, Set.of("pg_wal", "postmaster.pid", "postmaster.opts"));
            try (var result = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                result.next();
                Files.writeString(copy.resolve("backup_label"), result.getString(1));
            }
            DemoHome.copyTree(databaseFiles.resolve("pg_wal"), copy.resolve("pg_wal"), Set.of());
        } catch (SQLException | IOException e) {
            throw new DemoFailedException("the backup failed", e);
        }
    }

    private void run(String... statements) {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new DemoFailedException("the DBA's statement failed", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DemoFailedException("closing the DBA's session", e);
        }
    }

    record Anchor(long size, String transactionId, Instant at) {}

    record KnownContract(UUID contractId, String currency) {}

    record KnownBorrower(String subjectId, String tenant) {}

    record Victim(UUID recordId, long leafIndex) {}
}
