-- Borrowers (sealed), contracts, repayments. Event tables are append-only; contract_balance is the one that is updated.

create domain minor_units as bigint check (value between 0 and 9007199254740991);
create domain object_text as text check (jsonb_typeof(value::jsonb) = 'object');

-- The keyed hash by which a reference is looked up: its key, sealed under the registry's own data key.
create table lookup_key (
    purpose    text primary key,
    sealed_key bytea not null
);

-- The key of one borrower at one tenant, wrapped with AES-KWP. Erasure deletes the row and nothing else.
create table subject_key (
    subject_id     uuid primary key,
    tenant         lender_name not null references lender,
    kid            hash32 not null unique,
    kek_generation integer not null check (kek_generation > 0),
    wrapped        bytea not null check (octet_length(wrapped) = 40)
);

-- Each *_sealed is an LPE1 envelope, class C2, padded. Nothing personal stands in clear in any column of any table.
create table borrower (
    subject_id         uuid primary key,
    tenant             lender_name not null references lender,
    reference_index    hash32 not null,
    reference_sealed   bytea not null,
    name_sealed        bytea not null,
    national_id_sealed bytea not null,
    mobile_sealed      bytea not null,
    recorded_at        timestamptz not null,
    unique (tenant, reference_index)
);

create table contract (
    contract_id       uuid not null,
    row_version       integer not null check (row_version > 0),
    record_id         uuid not null unique,
    tenant            lender_name not null references lender,
    contract_number   text not null,
    subject_id        uuid not null references borrower,
    lender_of_record  text not null,
    currency          text not null check (currency ~ '^[A-Z]{3}$'),
    principal_minor   minor_units not null,
    funded_minor      minor_units,
    annual_rate       text check (annual_rate ~ '^[0-9]{1,6}([.][0-9]{1,12})?$'),
    start_date        text,
    term              text check (term ~ '^P[1-9][0-9]{0,4}[DM]$'),
    instalment_count  integer check (instalment_count > 0),
    charge_minor      minor_units,
    total_due_minor   minor_units,
    status            text not null,
    closed_at         text,
    provenance        object_text not null,
    attributes        object_text not null,
    flags             text[] not null,
    submitter         text not null,
    kid               hash32 not null,
    recorded_at       timestamptz not null,
    sealed_record_key bytea not null,
    leaf_hash         hash32 not null,
    primary key (contract_id, row_version),
    unique (tenant, contract_number, row_version)
);
create index contract_subject on contract (subject_id);

create table contract_share (
    contract_id uuid not null,
    row_version integer not null,
    place       smallint not null check (place >= 0),
    lender_id   lender_name not null references lender,
    share_minor minor_units not null check (share_minor > 0),
    primary key (contract_id, row_version, place),
    unique (contract_id, row_version, lender_id),
    foreign key (contract_id, row_version) references contract
);
create index contract_share_lender on contract_share (lender_id);

create table instalment (
    contract_id     uuid not null,
    row_version     integer not null,
    number          integer not null check (number > 0),
    due_date        date not null,
    settle_due_date date,
    amount_minor    minor_units not null,
    principal_minor minor_units not null,
    interest_minor  minor_units not null,
    source          text,
    primary key (contract_id, row_version, number),
    foreign key (contract_id, row_version) references contract
);

create table contract_balance (
    contract_id                 uuid primary key,
    principal_outstanding_minor minor_units not null,
    interest_outstanding_minor  minor_units not null,
    paid_minor                  minor_units not null,
    excess_minor                minor_units not null
);

-- split_rule names the rule by which parts that the lender did not give were derived; parts_given says which it gave.
create table repayment (
    repayment_id                uuid not null,
    row_version                 integer not null check (row_version > 0),
    record_id                   uuid not null unique,
    contract_id                 uuid not null references contract_balance,
    contract_number             text not null,
    repayment_number            text not null,
    currency                    text not null check (currency ~ '^[A-Z]{3}$'),
    amount_minor                minor_units not null check (amount_minor > 0),
    principal_minor             minor_units not null,
    interest_minor              minor_units not null,
    excess_minor                minor_units not null,
    split_rule                  text,
    parts_given                 text[] not null,
    paid_at                     text not null,
    settled_at                  text,
    principal_outstanding_minor minor_units not null,
    provenance                  object_text not null,
    attributes                  object_text not null,
    flags                       text[] not null,
    submitter                   text not null,
    kid                         hash32 not null,
    recorded_at                 timestamptz not null,
    sealed_record_key           bytea not null,
    leaf_hash                   hash32 not null,
    primary key (repayment_id, row_version),
    unique (contract_id, repayment_number, row_version)
);

-- The stored answer to a request that may be sent again.
create table idempotent_answer (
    caller       text not null,
    key          text not null check (key ~ '^[!-~]{1,200}$'),
    request_hash hash32 not null,
    status       smallint not null check (status between 200 and 299),
    answer       bytea not null,
    answered_at  timestamptz not null,
    primary key (caller, key)
);

do $$
declare
    name text;
begin
    foreach name in array array['lookup_key', 'borrower', 'contract', 'contract_share', 'instalment', 'repayment',
            'idempotent_answer'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
    create trigger no_delete before delete or truncate on contract_balance
        for each statement execute function refuse_change();
end
$$;

grant select, insert on lookup_key, subject_key, borrower, contract, contract_share, instalment, contract_balance, repayment,
    idempotent_answer to loanreg_app;
grant update on contract_balance to loanreg_app;
