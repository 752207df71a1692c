-- What a bank says it has out on a day, compared with the registry loan by loan; what differs, who agreed to that, and the record
-- that it then becomes. Of the bank's file its hash is kept, and of its lines those that differ.

create table reconciliation (
    reconciliation_id uuid primary key,
    lender_id         lender_name not null references lender,
    as_of             date not null,
    file_hash         hash32 not null,
    position_count    integer not null check (position_count >= 0),
    loan_count        integer not null check (loan_count >= 0),
    agreed_count      integer not null check (agreed_count >= 0),
    counts            object_text not null,
    differences_hash  hash32 not null,
    submitter         text not null,
    compared_at       timestamptz not null
);
create index reconciliation_lender on reconciliation (lender_id, as_of, reconciliation_id);

-- number is the place among the differences of a statement, from 1.
create table reconciliation_difference (
    reconciliation_id  uuid not null references reconciliation,
    number             integer not null check (number > 0),
    cause              text not null check (cause in
        ('MISSING_AT_BANK', 'MISSING_AT_REGISTRY', 'AMOUNT', 'ROUNDING', 'DATE', 'VERSION')),
    tenant             lender_name not null references lender,
    contract_number    text not null,
    contract_id        uuid,
    registry_currency  text,
    registry_minor     minor_units,
    registry_last_on   date,
    registry_version   integer,
    bank_currency      text,
    bank_minor         minor_units,
    bank_last_on       date,
    bank_version       integer,
    primary key (reconciliation_id, number),
    check ((cause = 'MISSING_AT_BANK') = (bank_version is null)),
    check ((cause = 'MISSING_AT_REGISTRY') = (registry_version is null)),
    check ((registry_version is null) = (contract_id is null))
);

-- One of the bank, one of the operator, and never both of one organisation.
create table reconciliation_confirmation (
    reconciliation_id uuid not null references reconciliation,
    party             text not null check (party in ('LENDER', 'OPERATOR')),
    organisation      text not null,
    confirmed_at      timestamptz not null,
    primary key (reconciliation_id, party),
    unique (reconciliation_id, organisation)
);

-- The record of the log, under a record key of the registry's: nothing in it is about a person.
create table reconciliation_record (
    reconciliation_id uuid primary key references reconciliation,
    record_id         uuid not null unique,
    epoch_seconds     bigint not null,
    confirmations     text not null check (jsonb_typeof(confirmations::jsonb) = 'array'),
    sealed_record_key bytea not null,
    leaf_hash         hash32 not null
);

do $$
declare
    name text;
begin
    foreach name in array array['reconciliation', 'reconciliation_difference', 'reconciliation_confirmation',
            'reconciliation_record'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
end
$$;

grant select, insert on reconciliation, reconciliation_difference, reconciliation_confirmation, reconciliation_record
    to loanreg_app;
