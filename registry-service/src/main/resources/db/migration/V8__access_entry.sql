-- The entries of the access log, each a leaf of it; and the secret of each tenant, from which its pseudonyms and tokens come.

-- number is the leaf's index in the log. The columns beside the entry are for finding it: what counts is the entry.
create table access_entry (
    number            bigint primary key check (number >= 0),
    record_id         uuid not null unique,
    tenant            text not null,
    subject           text not null check (subject ~ '^[0-9a-f]{32}$'),
    actor             text not null,
    purpose           text not null,
    phase             text not null check (phase in ('INTENT', 'RESULT')),
    outcome           text not null,
    entry             object_text not null,
    epoch_seconds     bigint not null,
    sealed_record_key bytea not null,
    leaf_hash         hash32 not null
);
create index access_entry_subject on access_entry (tenant, subject);

-- Sealed under the registry's own data key, for it outlives every borrower.
create table tenant_secret (
    tenant        text primary key,
    sealed_secret bytea not null,
    created_at    timestamptz not null default now()
);

do $$
declare
    name text;
begin
    foreach name in array array['access_entry', 'tenant_secret'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
end
$$;

grant select, insert on access_entry, tenant_secret to loanreg_app;
