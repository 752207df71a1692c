-- Keys by which a lender's machines call the API. A key itself is nowhere: only its hash.

create table api_key (
    key_id     uuid primary key,
    lender_id  lender_name not null references lender,
    name       text not null,
    token_hash hash32 not null unique,
    made_by    text not null,
    made_at    timestamptz not null,
    expires_at timestamptz not null check (expires_at > made_at),
    used_at    timestamptz,
    revoked_by text,
    revoked_at timestamptz,
    check ((revoked_by is null) = (revoked_at is null))
);

create index api_key_of_lender on api_key (lender_id, made_at);

create trigger no_delete before delete or truncate on api_key
    for each statement execute function refuse_change();

grant select, insert on api_key to loanreg_app;
grant update (used_at, revoked_by, revoked_at) on api_key to loanreg_app;

-- The audit of sign-ins also says who made a key and who ended it, and that one was used that counts no longer.
alter table sign_in_audit drop constraint sign_in_audit_outcome_check;
alter table sign_in_audit add constraint sign_in_audit_outcome_check
    check (outcome in ('SIGNED_IN', 'REFUSED', 'SIGNED_OUT', 'KEY_MADE', 'KEY_REVOKED'));
alter table sign_in_audit drop constraint sign_in_audit_reason_check;
alter table sign_in_audit add constraint sign_in_audit_reason_check
    check (reason in ('NO_SUCH_TOKEN', 'TOO_MANY', 'PROVIDER', 'NO_PERSON', 'NO_ROLE', 'TWO_ROLES', 'NO_ORGANISATION',
        'UNKNOWN_ORGANISATION', 'KEY_OVER'));
