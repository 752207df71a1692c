-- What the ledger holds of a checkpoint: the log's note with the lines of the banks' witnesses. A heartbeat puts the same
-- tree, cosigned later, in its place; nothing else of an anchored checkpoint ever changes.

create or replace function checkpoint_advances() returns trigger language plpgsql as $$
begin
    if new.log_id <> old.log_id or new.size <> old.size or new.root <> old.root
            or (old.note is not null and new.note is distinct from old.note)
            or (old.state = 'signed' and new.state = 'integrated')
            or (old.state = 'anchored' and (new.state <> 'anchored' or new.head_seconds < old.head_seconds))
            or split_part(new.anchored_note, E'\n\n', 1) <> split_part(new.note, E'\n\n', 1) then
        raise exception 'checkpoint of size % only advances', old.size using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

alter table checkpoint add column anchored_note text;
update checkpoint set anchored_note = note where state = 'anchored';
alter table checkpoint add check ((state = 'anchored') = (anchored_note is not null));
grant update (anchored_note) on checkpoint to loanreg_app;
