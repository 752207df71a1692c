-- Sessions of people at the consoles, and who signed in. The cookie itself is nowhere: only its hash.

create table console_session (
    token_hash   hash32 primary key,
    role         text not null check (role in ('LENDER', 'OPERATOR')),
    organisation text not null,
    csrf         text not null,
    opened_at    timestamptz not null,
    seen_at      timestamptz not null,
    closed_at    timestamptz
);

create table sign_in_audit (
    entry_id     bigint generated always as identity primary key,
    happened_at  timestamptz not null,
    outcome      text not null check (outcome in ('SIGNED_IN', 'REFUSED', 'SIGNED_OUT')),
    role         text,
    organisation text,
    check ((outcome = 'REFUSED') = (role is null and organisation is null))
);

create trigger append_only before update or delete or truncate on sign_in_audit
    for each statement execute function refuse_change();
create trigger no_delete before delete or truncate on console_session
    for each statement execute function refuse_change();

grant select, insert on console_session, sign_in_audit to loanreg_app;
grant update (seen_at, closed_at) on console_session to loanreg_app;
