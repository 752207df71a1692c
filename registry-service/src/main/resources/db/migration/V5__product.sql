-- Terms of products, frozen with their contract; what happened to such loans; and what is owed, folded from that.

-- The terms as they were read (canonical JSON), the calculator that reckons them, the cost table it made of them.
create table contract_product (
    contract_id     uuid not null,
    row_version     integer not null,
    terms           object_text not null,
    calculator      text not null,
    cost_table_hash hash32,
    rule_warnings   text[] not null,
    primary key (contract_id, row_version),
    foreign key (contract_id, row_version) references contract
);

-- A correction is another row_version of the same event; the row before stays.
create table loan_event (
    event_id          uuid not null,
    row_version       integer not null check (row_version > 0),
    record_id         uuid not null unique,
    contract_id       uuid not null references contract_balance,
    contract_number   text not null,
    event_number      text not null,
    kind              text not null,
    effective_on      date not null,
    body              object_text not null,
    cost_table_hash   hash32,
    reason_code       text,
    changed_paths     text[] not null,
    maker             text,
    checker           text,
    withdrawn         boolean not null default false,
    previous_leaf     hash32,
    submitter         text not null,
    kid               hash32 not null,
    recorded_at       timestamptz not null,
    sealed_record_key bytea not null,
    leaf_hash         hash32 not null,
    primary key (event_id, row_version),
    unique (contract_id, event_number, row_version),
    check ((row_version = 1) = (reason_code is null)),
    check ((row_version = 1) = (previous_leaf is null)),
    check ((row_version = 1) = (checker is null))
);

-- One order of a core company backs one drawdown.
create table drawdown_evidence (
    core_company text not null,
    order_number text not null,
    event_id     uuid not null,
    primary key (core_company, order_number)
);

-- A correction that its maker proposed and that waits for a checker of another organisation.
create table proposed_correction (
    correction_id uuid primary key,
    event_id      uuid not null,
    row_version   integer not null,
    body          object_text not null,
    withdrawn     boolean not null,
    reason_code   text not null,
    maker         text not null,
    proposed_at   timestamptz not null,
    foreign key (event_id, row_version) references loan_event
);
create table decided_correction (
    correction_id uuid primary key references proposed_correction,
    checker       text not null,
    accepted      boolean not null,
    decided_at    timestamptz not null
);

-- The fold of the events of a contract to the day of its last one; check compares both.
create table account_balance (
    contract_id       uuid primary key references contract_balance,
    event_count       integer not null check (event_count >= 0),
    as_of             date,
    limit_minor       minor_units not null,
    drawn_minor       minor_units not null,
    principal_minor   minor_units not null,
    due_minor         minor_units not null,
    paid_minor        minor_units not null,
    refunded_minor    minor_units not null,
    credit_minor      minor_units not null,
    written_off_minor minor_units not null,
    recovered_minor   minor_units not null,
    days_past_due     integer not null check (days_past_due >= 0),
    asset_class       text not null,
    closed_on         date,
    irregularities    text[] not null
);

do $$
declare
    name text;
begin
    foreach name in array array['contract_product', 'loan_event', 'drawdown_evidence', 'proposed_correction',
            'decided_correction'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
    create trigger no_delete before delete or truncate on account_balance
        for each statement execute function refuse_change();
end
$$;

grant select, insert on contract_product, loan_event, drawdown_evidence, proposed_correction, decided_correction,
    account_balance to loanreg_app;
grant update on account_balance to loanreg_app;
