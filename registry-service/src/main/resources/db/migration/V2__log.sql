-- The transparency log: outbox, tree, tiles, feeds, checkpoints. Rows are added and never changed, except where a grant
-- at the end names a column.

create domain hash32 as bytea check (octet_length(value) = 32);
create domain lender_name as text check (value ~ '^[a-z0-9][a-z0-9-]{0,62}$');

-- Also used by the tables of later migrations. A statement trigger fires for the owner too, and when no row matches.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end
$$;

create table log (
    log_id smallint primary key,
    name   text not null unique
);
insert into log values (1, 'records');

create table lender (
    lender_id lender_name primary key,
    slot      smallint not null unique check (slot between 1 and 16),
    msp_id    text not null unique,
    name      text not null
);
insert into lender values
    ('bank-a', 1, 'BankA', 'Bank A'),
    ('bank-b', 2, 'BankB', 'Bank B'),
    ('bank-c', 3, 'BankC', 'Bank C');

-- The outbox. Order of the log: by transaction, then by row; the identity's gaps are harmless. The tables with a row a leaf
-- have no foreign keys: their checks cost more than the rows, and one writer fills them with names it has just read.
create table leaf (
    log_id      smallint not null,
    leaf_id     bigint generated always as identity,
    xid         xid8 not null default pg_current_xact_id(),
    record_id   uuid not null,
    leaf_data   bytea not null check (octet_length(leaf_data) = 69),
    feeds       text[] not null,
    recorded_at timestamptz not null default now(),
    primary key (log_id, xid, leaf_id),
    unique (log_id, record_id)
);

create table receipt_batch (
    batch_id    bytea primary key check (octet_length(batch_id) = 16),
    log_id      smallint not null references log,
    event_count integer not null check (event_count > 0),
    note        text not null,
    issued_at   timestamptz not null,
    deadline_at timestamptz not null check (deadline_at > issued_at)
);

-- frontier: the hashes of the perfect subtrees, largest first, one for each set bit of size.
create table tree_state (
    log_id     smallint primary key references log,
    epoch      bigint not null default 0,
    size       bigint not null default 0 check (size >= 0),
    root       hash32 not null,
    frontier   bytea not null check (octet_length(frontier) = 32 * bit_count(int8send(size))),
    cursor_xid xid8 not null default '0',
    cursor_id  bigint not null default 0
);
insert into tree_state (log_id, root, frontier) values (1, sha256(''), '');

create table log_entry (
    log_id     smallint not null,
    leaf_index bigint not null check (leaf_index >= 0),
    record_id  uuid not null,
    leaf_hash  hash32 not null,
    primary key (log_id, leaf_index),
    unique (log_id, record_id)
);

-- Full tiles only, inserted once; hashes do not compress.
create table tile (
    log_id     smallint not null references log,
    level      smallint not null check (level between 0 and 7),
    tile_index bigint not null check (tile_index >= 0),
    hashes     bytea not null check (octet_length(hashes) = 8192),
    primary key (log_id, level, tile_index)
);
alter table tile alter column hashes set storage external;

-- The right edge at the integrated size; every earlier partial tile is the beginning of one of these or of a full tile.
create table tile_edge (
    log_id     smallint not null references log,
    level      smallint not null check (level between 0 and 7),
    tile_index bigint not null check (tile_index >= 0),
    width      smallint not null check (width between 1 and 255),
    hashes     bytea not null check (octet_length(hashes) = 32 * width),
    primary key (log_id, level, tile_index, width)
);
alter table tile_edge alter column hashes set storage external;

-- 256 times a two-byte length and 69 bytes of leaf data.
create table entry_bundle (
    log_id       smallint not null references log,
    bundle_index bigint not null check (bundle_index >= 0),
    entries      bytea not null check (octet_length(entries) = 256 * 71),
    primary key (log_id, bundle_index)
);
alter table entry_bundle alter column entries set storage external;

create table entry_bundle_edge (
    log_id       smallint not null references log,
    bundle_index bigint not null check (bundle_index >= 0),
    width        smallint not null check (width between 1 and 255),
    entries      bytea not null check (octet_length(entries) = width * 71),
    primary key (log_id, bundle_index, width)
);
alter table entry_bundle_edge alter column entries set storage external;

-- One row an integrated size. A note, once there, is never another: see checkpoint_advances().
create table checkpoint (
    log_id         smallint not null references log,
    size           bigint not null check (size > 0),
    root           hash32 not null,
    note           text,
    state          text not null default 'integrated' check (state in ('integrated', 'signed', 'anchored')),
    transaction_id text check (transaction_id ~ '^[0-9a-f]{64}$'),
    head_seconds   bigint,
    integrated_at  timestamptz not null default now(),
    signed_at      timestamptz,
    anchored_at    timestamptz,
    primary key (log_id, size),
    check ((state = 'integrated') = (note is null)),
    check ((state = 'anchored') = (transaction_id is not null and head_seconds is not null))
);
create index checkpoint_anchored on checkpoint (log_id, size) where state = 'anchored';

create function checkpoint_advances() returns trigger language plpgsql as $$
begin
    if new.log_id <> old.log_id or new.size <> old.size or new.root <> old.root
            or (old.note is not null and new.note is distinct from old.note)
            or old.state = 'anchored'
            or (old.state = 'signed' and new.state = 'integrated') then
        raise exception 'checkpoint of size % only advances', old.size using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger checkpoint_advances before update on checkpoint for each row execute function checkpoint_advances();

create function tree_state_grows() returns trigger language plpgsql as $$
begin
    if new.epoch < old.epoch or new.size < old.size
            or (new.cursor_xid, new.cursor_id) < (old.cursor_xid, old.cursor_id)
            or (new.size = old.size and new.root <> old.root) then
        raise exception 'the tree of log % only grows', old.log_id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger tree_state_grows before update on tree_state for each row execute function tree_state_grows();

create table feed_state (
    lender_id lender_name not null references lender,
    log_id    smallint not null references log,
    size      bigint not null default 0 check (size >= 0),
    frontier  bytea not null default '' check (octet_length(frontier) = 32 * bit_count(int8send(size))),
    primary key (lender_id, log_id)
);
insert into feed_state (lender_id, log_id) select lender_id, log_id from lender, log;

create table feed_entry (
    lender_id  text not null,
    log_id     smallint not null,
    number     bigint not null check (number >= 0),
    leaf_index bigint not null,
    leaf_hash  hash32 not null,
    primary key (lender_id, log_id, number),
    unique (lender_id, log_id, leaf_index)
);

-- The record about no borrower that ends each batch; slots[n] is 40 zero bytes where no lender holds slot n.
create table feed_heads (
    log_id        smallint not null references log,
    leaf_index    bigint not null,
    record_id     uuid not null unique,
    epoch_seconds bigint not null,
    slots         bytea[] not null check (cardinality(slots) = 16),
    sealed_key    bytea not null,
    primary key (log_id, leaf_index)
);

-- The wrapped data key of records about no borrower; no erasure touches it.
create table registry_key (
    kid            hash32 primary key,
    kek_generation integer not null check (kek_generation > 0),
    wrapped        bytea not null check (octet_length(wrapped) = 40),
    created_at     timestamptz not null default now(),
    only_row       boolean not null default true unique check (only_row)
);

create table lender_feed_key (
    lender_id  lender_name primary key references lender,
    sealed_key bytea not null,
    created_at timestamptz not null default now()
);

do $$
declare
    name text;
begin
    foreach name in array array['log', 'lender', 'leaf', 'receipt_batch', 'log_entry', 'tile', 'entry_bundle',
            'feed_entry', 'feed_heads', 'registry_key', 'lender_feed_key'] loop
        execute format('create trigger append_only before update or delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
    foreach name in array array['checkpoint', 'tree_state', 'feed_state'] loop
        execute format('create trigger no_delete before delete or truncate on %I
            for each statement execute function refuse_change()', name);
    end loop;
end
$$;

grant select on all tables in schema public to loanreg_app;
grant insert on leaf, receipt_batch, log_entry, tile, tile_edge, entry_bundle, entry_bundle_edge, checkpoint, feed_entry,
    feed_heads, registry_key, lender_feed_key to loanreg_app;
grant update (epoch, size, root, frontier, cursor_xid, cursor_id) on tree_state to loanreg_app;
grant update (note, state, transaction_id, head_seconds, signed_at, anchored_at) on checkpoint to loanreg_app;
grant update (size, frontier) on feed_state to loanreg_app;
grant delete on tile_edge, entry_bundle_edge to loanreg_app;
