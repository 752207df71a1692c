package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;

/** The loans of a lender with what their rows say of a day, set by set and not loan by loan. */
final class PositionStore {
    private static final int FETCHED = 2_000;

    /**
     * A loan that has no product owes its principal less what was paid of it until the day. One that has owes what its projection
     * says, if nothing happened after the day and no credit waits to pay what falls due: then time alone changes no principal. Of
     * the rest the principal is null: their events have to be folded. A month counts as its first day.
     */
    private static final String LOANS = """
            select c.contract_id, c.tenant, c.contract_number, c.currency, s.place::integer as place,
                (select array_agg(w.share_minor::bigint order by w.place) from contract_share w
                    where w.contract_id = c.contract_id and w.row_version = c.row_version) as shares,
                case
                    when p.contract_id is null and rpad(left(c.start_date, 10), 10, '-01')::date > asked.on_day then 0
                    when p.contract_id is null then greatest(0, c.principal_minor - r.principal)
                    when a.contract_id is null then 0
                    when a.as_of <= asked.on_day and a.credit_minor = 0 then a.principal_minor
                end::bigint as principal,
                greatest(r.last_on, e.last_on) as last_on,
                (1 + r.records + e.records)::integer as version
            from (select ?::date as on_day) asked
            join contract_share s on s.lender_id = ?
            join contract c on c.contract_id = s.contract_id and c.row_version = s.row_version
            left join contract_product p on p.contract_id = c.contract_id and p.row_version = c.row_version
            left join account_balance a on a.contract_id = c.contract_id
            cross join lateral (
                select coalesce(sum(paid.principal_minor), 0) as principal, max(paid.on_day) as last_on, count(*) as records
                from (select principal_minor, rpad(left(paid_at, 10), 10, '-01')::date as on_day
                    from repayment where contract_id = c.contract_id) paid
                where paid.on_day <= asked.on_day) r
            cross join lateral (
                select max(v.effective_on) filter (where v.newest and not v.withdrawn) as last_on, count(*) as records
                from (select effective_on, withdrawn, row_version = max(row_version) over (partition by event_id) as newest
                    from loan_event where contract_id = c.contract_id) v
                where v.effective_on <= asked.on_day) e
            where not exists (
                select from share_agreement g where g.contract_id = s.contract_id and g.lender_id = s.lender_id
                    and not exists (select from share_agreement l where l.contract_id = g.contract_id
                        and l.lender_id = g.lender_id and l.version > g.version)
                    and (g.act = 'REVOKED' or g.until_on < ? or not g.purposes @> array['RECONCILIATION']
                        or not g.fields @> ?::text[]))
            """;

    /**
     * A loan as its rows have it.
     *
     * @param principalMinor what is out of it to all its funders; null if its events have to be folded to know it
     * @param shares what each funder funds of it
     * @param place the lender's place among them
     */
    record Row(
            UUID contractId,
            String tenant,
            String number,
            String currency,
            @Nullable Long principalMinor,
            List<Long> shares,
            int place,
            @Nullable LocalDate lastOn,
            int version) {}

    /**
     * Hands over every loan that the lender funds and whose share agreement, if it has one, covers today what a position is made of and
     * the purpose; in no order, without holding them all.
     */
    void each(Transaction tx, String lender, LocalDate day, LocalDate today, Consumer<Row> taker) {
        String[] figures = ShareStanding.FIGURES.toArray(String[]::new);
        try (var rows = tx.dsl()
                .resultQuery(LOANS, day, lender, today, figures)
                .fetchSize(FETCHED)
                .fetchLazy()) {
            rows.forEach(row -> taker.accept(row(row)));
        }
    }

    private static Row row(Record row) {
        return new Row(
                row.get("contract_id", UUID.class),
                row.get("tenant", String.class),
                row.get("contract_number", String.class),
                row.get("currency", String.class),
                row.get("principal", Long.class),
                Arrays.asList(row.get("shares", Long[].class)),
                row.get("place", Integer.class),
                row.get("last_on", LocalDate.class),
                row.get("version", Integer.class));
    }
}
