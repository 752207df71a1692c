-- What was asked, decided and done about a person's rights: holds, requests for erasure, erasures. Each row is a record of the log,
-- under a record key of the registry's, for it outlives the person's key. Nothing personal stands in it. An erasure names the leaf
-- hashes of what it made unreadable, in ascending order: all of them, and once more for each lender those of its feed.

create table subject_act (
    act_id            uuid primary key,
    record_id         uuid not null unique,
    subject_id        uuid not null references borrower,
    tenant            lender_name not null references lender,
    pseudonym         text not null check (pseudonym ~ '^[0-9a-f]{32}$'),
    act               text not null,
    refers_to         uuid references subject_act,
    feed              lender_name references lender,
    body              object_text not null,
    leaves            bytea check (octet_length(leaves) % 32 = 0),
    submitter         text not null,
    epoch_seconds     bigint not null,
    sealed_record_key bytea not null,
    leaf_hash         hash32 not null,
    check (act = 'ERASED' or feed is null),
    check ((act = 'ERASED') = (leaves is not null))
);
create index subject_act_subject on subject_act (subject_id);
-- One decision on a request, one release of a hold, one erasure for each feed.
create unique index subject_act_once on subject_act
    (refers_to, (case when act in ('ERASURE_GRANTED', 'ERASURE_REFUSED') then 'DECIDED' else act end), coalesce(feed, ''))
    where refers_to is not null;

create trigger append_only before update or delete or truncate on subject_act
    for each statement execute function refuse_change();
grant select, insert on subject_act to loanreg_app;

-- A key is destroyed, and the sealed values with it, only where an erasure is recorded in the same or an earlier transaction.
create function require_erasure() returns trigger language plpgsql as $$
begin
    if not exists (select from subject_act where subject_id = old.subject_id and act = 'ERASED') then
        raise exception '% is append-only but for an erasure that is recorded: % refused', tg_table_name, lower(tg_op)
            using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;

create function only_emptied() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'reference_index' - 'reference_sealed' - 'name_sealed' - 'national_id_sealed' - 'mobile_sealed'
                is distinct from
            to_jsonb(old) - 'reference_index' - 'reference_sealed' - 'name_sealed' - 'national_id_sealed' - 'mobile_sealed'
            or octet_length(new.reference_sealed || new.name_sealed || new.national_id_sealed || new.mobile_sealed) > 0 then
        raise exception 'an erasure empties the sealed values of % and changes nothing else', tg_table_name
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger only_erased before delete on subject_key for each row execute function require_erasure();
create trigger no_truncate before truncate on subject_key for each statement execute function refuse_change();
grant delete on subject_key to loanreg_app;

drop trigger append_only on borrower;
create trigger only_erased before update on borrower for each row execute function require_erasure();
create trigger only_emptied before update on borrower for each row execute function only_emptied();
create trigger no_delete before delete or truncate on borrower for each statement execute function refuse_change();
grant update (reference_index, reference_sealed, name_sealed, national_id_sealed, mobile_sealed) on borrower to loanreg_app;
