-- Whom a correction was told to: the lenders that fund the loan, whose feeds hold the record that was wrong, and those to which
-- something of the borrower was shown meanwhile; until when each is to say that it has taken notice, and when it did.

-- place is drawn when the correction is made, so that lists keep their order.
create table noticed_correction (
    correction_id  uuid primary key references decided_correction,
    place          uuid not null unique,
    contract_id    uuid not null references contract_balance,
    event_id       uuid not null,
    row_version    integer not null check (row_version > 1),
    rule           text not null,
    noticed_at     timestamptz not null,
    acknowledge_by timestamptz not null check (acknowledge_by > noticed_at),
    foreign key (event_id, row_version) references loan_event
);
create index noticed_correction_contract on noticed_correction (contract_id);

create table correction_notice (
    notice_id     uuid primary key,
    correction_id uuid not null references noticed_correction,
    recipient     lender_name not null references lender,
    reasons       text[] not null check (cardinality(reasons) > 0),
    unique (correction_id, recipient)
);
create index correction_notice_recipient on correction_notice (recipient, notice_id);

create table notice_acknowledgement (
    notice_id       uuid primary key references correction_notice,
    acknowledged_by text not null,
    acknowledged_at timestamptz not null
);

do $$
declare
    name text;
begin
    foreach name in array array['noticed_correction', 'correction_notice', 'notice_acknowledgement'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
end
$$;

grant select, insert on noticed_correction, correction_notice, notice_acknowledgement to loanreg_app;
