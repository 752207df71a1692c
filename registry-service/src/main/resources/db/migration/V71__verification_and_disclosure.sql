-- Comparisons of a claimed value with the one that is kept: who asked about whom and when, so that all processes count together
-- how often one caller asks about one person. The access log has what was asked; here stands no field and no value.

create table verification (
    place    bigint generated always as identity primary key,
    tenant   text not null,
    subject  text not null check (subject ~ '^[0-9a-f]{32}$'),
    actor    text not null,
    asked_at timestamptz not null
);
create index verification_caller on verification (tenant, subject, actor, asked_at);

create trigger append_only before update or delete or truncate on verification
    for each statement execute function refuse_change();
grant select, insert on verification to loanreg_app;

-- What was signed for a third party to see: under the random id that whoever holds it asks by whether the record still stands.
create table disclosure (
    disclosure_id uuid primary key,
    record_id     uuid not null,
    subject_id    uuid not null references borrower,
    audience      text not null,
    issued_by     text not null,
    issued_at     timestamptz not null,
    expires_at    timestamptz not null check (expires_at > issued_at),
    access_entry  bigint not null references access_entry
);
create index disclosure_subject on disclosure (subject_id);

create trigger append_only before update or delete or truncate on disclosure
    for each statement execute function refuse_change();
grant select, insert on disclosure to loanreg_app;
