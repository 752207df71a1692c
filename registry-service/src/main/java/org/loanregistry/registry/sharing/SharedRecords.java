package org.loanregistry.registry.sharing;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.RecordContents;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.registry.loan.ShareStandings;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchemas;

/** Which fields of records a lender is shown, by the share agreements of the contracts that they are of. */
@Singleton
final class SharedRecords {
    /** All that are not personal. */
    static final Predicate<String> ALL = _ -> true;

    private static final String CONTRACT = "contractId";
    private static final String FUNDERS = "funders";

    private final RecordSchemas schemas;
    private final ShareStandings standings;

    SharedRecords(RecordSchemas schemas, ShareStandings standings) {
        this.schemas = schemas;
        this.standings = standings;
    }

    /** How it stands today with a lender for the contracts that these records are of. */
    Sharing of(Transaction tx, String lender, Collection<RecordContents> records) {
        List<UUID> contracts = records.stream()
                .flatMap(record -> contract(record).stream())
                .distinct()
                .toList();
        return new Sharing(contracts.isEmpty() ? Map.of() : standings.of(tx, lender, contracts), standings.today());
    }

    /** The contract of which a record is; empty if it is of none, or of an agreement. */
    private Optional<UUID> contract(RecordContents record) {
        var schema = schemas.require(record.schemaId());
        if (schema.find(FUNDERS).isEmpty()) {
            return Optional.empty();
        }
        FieldValue id = schema.find(CONTRACT)
                .map(field -> record.values().get(field.fieldId()))
                .orElse(null);
        if (id == null) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(id.bytes());
        return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
    }

    /** The answers for some records. */
    final class Sharing {
        private final Map<UUID, ShareStanding> byContract;
        private final LocalDate today;

        private Sharing(Map<UUID, ShareStanding> byContract, LocalDate today) {
            this.byContract = byContract;
            this.today = today;
        }

        /** The contract of which a record is, if it is of one. */
        Optional<UUID> contract(RecordContents record) {
            return SharedRecords.this.contract(record);
        }

        /** The contracts with a share agreement of their own. */
        Collection<UUID> agreed() {
            return byContract.entrySet().stream()
                    .filter(one -> one.getValue().version() > 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Which fields of a record are shown; of a contract whose agreement has ended only which contract it is. */
        Predicate<String> shown(RecordContents record) {
            ShareStanding standing = contract(record)
                    .map(id -> byContract.getOrDefault(id, ShareStanding.IMPLIED))
                    .orElse(ShareStanding.IMPLIED);
            return standing.hasEnded(today) ? CONTRACT::equals : standing::shows;
        }
    }
}
