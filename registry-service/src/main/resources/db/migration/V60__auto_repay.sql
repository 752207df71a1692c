-- The first day on which a mandate wants a debit, folded like the rest of the row.

alter table account_balance add column collect_on date;
create index account_balance_collect_on on account_balance (collect_on, contract_id) where collect_on is not null;
