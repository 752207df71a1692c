-- What a log and a feed consist of, 256 entries a row: a row and two index entries for each leaf cost ten times the tree.
-- The ids of records begin with the millisecond in which they were drawn (RFC 9562, version 7), so that the ids of a
-- bundle lie within a short span of time, and a record is found by the spans: earliest and latest are the smallest and the
-- largest first 48 bits of the bundle's ids.

create function first_48_bits(id uuid) returns bigint language sql immutable strict as $$
    select ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
$$;

alter table entry_bundle
    add record_ids uuid[] check (cardinality(record_ids) = 256),
    add earliest bigint,
    add latest bigint check (earliest <= latest);
alter table entry_bundle_edge
    add record_ids uuid[] check (cardinality(record_ids) = width);

alter table entry_bundle disable trigger append_only;
with ids as (
    select log_id, leaf_index / 256 as bundle_index, array_agg(record_id order by leaf_index) as record_ids,
        min(first_48_bits(record_id)) as earliest, max(first_48_bits(record_id)) as latest
    from log_entry group by 1, 2),
full_bundles as (
    update entry_bundle b set record_ids = ids.record_ids, earliest = ids.earliest, latest = ids.latest
    from ids where ids.log_id = b.log_id and ids.bundle_index = b.bundle_index)
update entry_bundle_edge b set record_ids = ids.record_ids
from ids where ids.log_id = b.log_id and ids.bundle_index = b.bundle_index;
alter table entry_bundle enable trigger append_only;

alter table entry_bundle
    alter column record_ids set not null,
    alter column record_ids set storage external,
    alter column earliest set not null,
    alter column latest set not null;
alter table entry_bundle_edge
    alter column record_ids set not null,
    alter column record_ids set storage external;
create index entry_bundle_span on entry_bundle using gist (int8range(earliest, latest, '[]'));

-- The leaves of a feed, in the order of the feed and so of the log; the last ones that fill no block are in feed_state.
create table feed_block (
    lender_id    text not null,
    log_id       smallint not null,
    block_index  bigint not null check (block_index >= 0),
    leaf_indexes bigint[] not null check (cardinality(leaf_indexes) = 256),
    primary key (lender_id, log_id, block_index)
);
create unique index feed_block_first on feed_block (lender_id, log_id, (leaf_indexes[1]));
insert into feed_block
select lender_id, log_id, number / 256, array_agg(leaf_index order by number)
from feed_entry group by 1, 2, 3 having count(*) = 256;

alter table feed_state add last_leaf_indexes bigint[] not null default '{}';
update feed_state s set last_leaf_indexes =
    coalesce((select array_agg(leaf_index order by number) from feed_entry e
        where e.lender_id = s.lender_id and e.log_id = s.log_id and e.number >= s.size / 256 * 256), '{}');
alter table feed_state add check (cardinality(last_leaf_indexes) = size % 256);

drop table log_entry, feed_entry;

-- For people and for checks of everything: one row of them costs as much as all.
create view log_entry with (security_invoker = true) as
select log_id, bundle_index * 256 + place - 1 as leaf_index, record_id
from (select log_id, bundle_index, record_ids from entry_bundle
    union all select log_id, bundle_index, record_ids from entry_bundle_edge) as bundles,
    unnest(record_ids) with ordinality as entries (record_id, place);
create view feed_entry with (security_invoker = true) as
select lender_id, log_id, block_index * 256 + place - 1 as number, leaf_index
from (select lender_id, log_id, block_index, leaf_indexes from feed_block
    union all select lender_id, log_id, size / 256, last_leaf_indexes from feed_state) as blocks,
    unnest(leaf_indexes) with ordinality as entries (leaf_index, place);

create trigger append_only before update or delete or truncate on feed_block
    for each statement execute function refuse_change();
grant select, insert on feed_block to loanreg_app;
grant select on log_entry, feed_entry to loanreg_app;
grant update (last_leaf_indexes) on feed_state to loanreg_app;
