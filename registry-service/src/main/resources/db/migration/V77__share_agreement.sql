-- What a funding lender is shown of a contract's records, for what and until when, where that is not what joint funding implies. Each
-- row is a version, and a record of the log under a record key of the registry's; the newest counts. The contract's own record is that
-- of the implied agreement, so that it has no row here and the writers of contracts write nothing more.

create table share_agreement (
    contract_id       uuid not null,
    lender_id         lender_name not null references lender,
    version           integer not null check (version > 0),
    record_id         uuid not null unique,
    act               text not null check (act in ('AGREED', 'REVOKED')),
    fields            text[] not null,
    purposes          text[] not null,
    consents          object_text not null,
    from_on           date not null,
    until_on          date check (until_on >= from_on),
    case_reference    text not null,
    submitter         text not null,
    epoch_seconds     bigint not null,
    sealed_record_key bytea not null,
    leaf_hash         hash32 not null,
    previous_leaf     hash32,
    primary key (contract_id, lender_id, version),
    check ((version = 1) = (previous_leaf is null)),
    check (act = 'AGREED' or (cardinality(fields) = 0 and cardinality(purposes) = 0 and until_on is null))
);

create trigger append_only before update or delete or truncate on share_agreement
    for each statement execute function refuse_change();
grant select, insert on share_agreement to loanreg_app;

-- A lender reads its own agreements and those of the loans whose borrower is its own (V74).
alter table share_agreement enable row level security;
create policy of_the_lender on share_agreement for select to loanreg_lender using (lender_id = reading_lender()
    or exists (select from contract c where c.contract_id = share_agreement.contract_id and c.tenant = reading_lender()));
create policy of_the_service on share_agreement to loanreg_app using (true) with check (true);
grant select on share_agreement to loanreg_lender;
