-- The registry's own data key seals one envelope a record about no borrower, without end: its writes are counted, and it gets a
-- successor. What a version before this one sealed was not counted, so its key seals no more; it still opens.

alter table registry_key
    drop column only_row,
    add column writes bigint not null default 1048576 check (writes between 0 and 1048576);
alter table registry_key alter column writes drop default;

create function only_rewrapped_or_counted() returns trigger language plpgsql as $$
declare
    same boolean := new.wrapped = old.wrapped and new.kek_generation = old.kek_generation;
begin
    if to_jsonb(new) - 'kek_generation' - 'wrapped' - 'writes' is distinct from
                to_jsonb(old) - 'kek_generation' - 'wrapped' - 'writes'
            or new.writes < old.writes
            or (same and new.writes = old.writes)
            or (not same and new.kek_generation <= old.kek_generation) then
        raise exception '% is append-only but for counting and for wrapping under a newer key: % refused', tg_table_name,
            lower(tg_op) using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

drop trigger only_rewrapped on registry_key;
create trigger only_rewrapped_or_counted before update on registry_key
    for each row execute function only_rewrapped_or_counted();
