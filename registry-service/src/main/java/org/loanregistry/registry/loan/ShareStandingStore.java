package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.any;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_SHARE;
import static org.loanregistry.registry.database.schema.Tables.SHARE_AGREEMENT;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** The newest versions of share agreements; most contracts have none. */
final class ShareStandingStore {
    /** By contract and lender. */
    Map<UUID, Map<String, ShareStanding>> of(Transaction tx, Collection<UUID> contractIds) {
        Map<UUID, Map<String, ShareStanding>> standings = new HashMap<>();
        if (contractIds.isEmpty()) {
            return standings;
        }
        tx.dsl()
                .select(
                        SHARE_AGREEMENT.CONTRACT_ID,
                        SHARE_AGREEMENT.LENDER_ID,
                        SHARE_AGREEMENT.VERSION,
                        SHARE_AGREEMENT.ACT,
                        SHARE_AGREEMENT.FIELDS,
                        SHARE_AGREEMENT.PURPOSES,
                        SHARE_AGREEMENT.FROM_ON,
                        SHARE_AGREEMENT.UNTIL_ON)
                .distinctOn(SHARE_AGREEMENT.CONTRACT_ID, SHARE_AGREEMENT.LENDER_ID)
                .from(SHARE_AGREEMENT)
                .where(SHARE_AGREEMENT.CONTRACT_ID.eq(any(contractIds.toArray(UUID[]::new))))
                .orderBy(SHARE_AGREEMENT.CONTRACT_ID, SHARE_AGREEMENT.LENDER_ID, SHARE_AGREEMENT.VERSION.desc())
                .forEach(row -> standings
                        .computeIfAbsent(row.value1(), _ -> new HashMap<>())
                        .put(
                                row.value2(),
                                new ShareStanding(
                                        row.value3(),
                                        row.value4().equals("REVOKED"),
                                        Set.copyOf(Arrays.asList(row.value5())),
                                        Set.copyOf(Arrays.asList(row.value6())),
                                        row.value7(),
                                        row.value8())));
        return standings;
    }

    /** Those of these contracts that a lender funds. */
    List<UUID> funded(Transaction tx, String lender, Collection<UUID> contractIds) {
        return tx.dsl()
                .selectDistinct(CONTRACT_SHARE.CONTRACT_ID)
                .from(CONTRACT_SHARE)
                .where(CONTRACT_SHARE.LENDER_ID.eq(lender))
                .and(CONTRACT_SHARE.CONTRACT_ID.eq(any(contractIds.toArray(UUID[]::new))))
                .fetch(CONTRACT_SHARE.CONTRACT_ID);
    }

    Optional<ShareStandings.Funding> funding(Transaction tx, UUID contractId) {
        List<String> lenders = tx.dsl()
                .select(CONTRACT_SHARE.LENDER_ID)
                .from(CONTRACT_SHARE)
                .where(CONTRACT_SHARE.CONTRACT_ID.eq(contractId))
                .and(CONTRACT_SHARE.ROW_VERSION.eq(1))
                .orderBy(CONTRACT_SHARE.PLACE)
                .fetch(CONTRACT_SHARE.LENDER_ID);
        return tx.dsl()
                .select(CONTRACT.SUBJECT_ID)
                .from(CONTRACT)
                .where(CONTRACT.CONTRACT_ID.eq(contractId))
                .and(CONTRACT.ROW_VERSION.eq(1))
                .fetchOptional(row -> new ShareStandings.Funding(contractId, row.value1(), lenders));
    }

    /** All contracts of a person. */
    List<UUID> ofSubject(Transaction tx, UUID subjectId) {
        return tx.dsl()
                .select(CONTRACT.CONTRACT_ID)
                .from(CONTRACT)
                .where(CONTRACT.SUBJECT_ID.eq(subjectId))
                .and(CONTRACT.ROW_VERSION.eq(1))
                .fetch(CONTRACT.CONTRACT_ID);
    }
}
