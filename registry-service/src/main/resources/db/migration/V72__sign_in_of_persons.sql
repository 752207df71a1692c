-- Who a session is of, as the identity provider names the person, and why somebody was turned away.

alter table console_session
    add column person text,
    add column two_factors boolean not null default false;

alter table sign_in_audit
    add column person text,
    add column session text,
    add column source text,
    add column reason text check (reason in ('NO_SUCH_TOKEN', 'TOO_MANY', 'PROVIDER', 'NO_PERSON', 'NO_ROLE', 'TWO_ROLES',
        'NO_ORGANISATION', 'UNKNOWN_ORGANISATION'));
alter table sign_in_audit add constraint sign_in_audit_reason_of_refusals check (reason is null or outcome = 'REFUSED');
