-- Data keys are wrapped anew when a tenant's key encryption key gets its next generation. Nothing else of their rows changes.

create table destroyed_kek (
    tenant       text not null,
    generation   integer not null check (generation > 0),
    destroyed_at timestamptz not null,
    primary key (tenant, generation)
);

create function only_rewrapped() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'kek_generation' - 'wrapped' is distinct from to_jsonb(old) - 'kek_generation' - 'wrapped'
            or new.kek_generation <= old.kek_generation then
        raise exception '% is append-only but for wrapping under a newer key: % refused', tg_table_name, lower(tg_op)
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

-- A process that has not heard of the destruction would otherwise store a key that nobody can ever open.
create function refuse_destroyed_kek() returns trigger language plpgsql as $$
begin
    if exists (select from destroyed_kek where tenant = coalesce(to_jsonb(new) ->> 'tenant', 'registry')
            and generation = new.kek_generation) then
        raise exception 'key encryption key of generation % is destroyed', new.kek_generation
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

drop trigger append_only on registry_key;

do $$
declare
    name text;
begin
    foreach name in array array['registry_key', 'subject_key'] loop
        execute format('create trigger only_rewrapped before update on %I for each row execute function only_rewrapped()', name);
        execute format('create trigger refuse_destroyed_kek before insert or update on %I
            for each row execute function refuse_destroyed_kek()', name);
    end loop;
    execute 'create trigger no_delete before delete or truncate on registry_key
        for each statement execute function refuse_change()';
    execute 'create trigger append_only before update or delete or truncate on destroyed_kek
        for each statement execute function refuse_change()';
end
$$;

create index subject_key_generation on subject_key (tenant, kek_generation);

grant select, insert on destroyed_kek to loanreg_app;
grant update on registry_key, subject_key to loanreg_app;
