-- The log, as docs/spec/audit-log.md describes it. No column holds a name, an address or a record id
-- in clear: tags are keyed, entries are sealed under their subject's key.

-- One row: where the log stands. Written only under the writer's advisory lock.
create table log_state (
    singleton         boolean primary key default true check (singleton),
    origin            text   not null,
    tree_size         bigint not null check (tree_size >= 0),
    checkpoint_size   bigint not null check (checkpoint_size between -1 and tree_size),
    checkpoint_millis bigint not null
);

-- One row: what the topics have been told. Apart from log_state, so that publishing never waits for
-- the writer or the writer for Kafka.
create table log_published (
    singleton  boolean primary key default true check (singleton),
    entries    bigint not null,
    checkpoint bigint not null
);
insert into log_published (entries, checkpoint) values (0, -1);

-- Keys of the persons that entries speak of. Deleting a row erases that person.
create table subject_key (
    subject_ref bytea primary key check (octet_length(subject_ref) = 16),
    subject_tag bytea not null unique check (octet_length(subject_tag) = 32),
    wrapped     bytea not null check (octet_length(wrapped) = 48)
);

create table log_entry (
    leaf_index  bigint primary key check (leaf_index >= 0),
    event_tag   bytea  not null unique check (octet_length(event_tag) = 32),
    -- null once the subject is erased
    fingerprint bytea  check (octet_length(fingerprint) = 32),
    subject_ref bytea  not null check (octet_length(subject_ref) = 16),
    salt        bytea  not null check (octet_length(salt) = 16),
    commitment  bytea  not null check (octet_length(commitment) = 32),
    -- what the log topic may say in clear: no personal member
    open_json   text   not null,
    sealed      bytea  not null,
    appended_at timestamptz not null
);
create index log_entry_subject on log_entry (subject_ref);

-- Who may read which entry: one row per party of it.
create table entry_party (
    party_tag  bytea  not null check (octet_length(party_tag) = 32),
    leaf_index bigint not null references log_entry,
    record_tag bytea  check (octet_length(record_tag) = 32),
    primary key (party_tag, leaf_index)
);
create index entry_party_leaf on entry_party (leaf_index);
create index entry_party_record on entry_party (party_tag, record_tag, leaf_index);

-- Right edge included: a row grows to 256 hashes and then never changes.
create table tile (
    level      smallint not null check (level between 0 and 7),
    tile_index bigint   not null check (tile_index >= 0),
    hashes     bytea    not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
    primary key (level, tile_index)
);
-- Hashes do not compress; trying costs time on every append.
alter table tile alter column hashes set storage external;

create table checkpoint (
    tree_size bigint primary key check (tree_size >= 0),
    note      text   not null,
    signed_at timestamptz not null
);

-- Where the reader of the events topic stands, moved in the transaction that appends. A topic made
-- anew under an old name has another id and begins at 0.
create table topic_position (
    topic_id    text    not null,
    partition   integer not null,
    next_offset bigint  not null check (next_offset >= 0),
    primary key (topic_id, partition)
);

-- Bad events on their way to the dead-letter topic; value is cleared once it is there.
create table dead_letter (
    sequence     bigint generated always as identity primary key,
    topic_id     text    not null,
    partition    integer not null,
    event_offset bigint  not null,
    reason       text    not null,
    detail       text    not null,
    record_key   bytea,
    record_value bytea,
    seen_at      timestamptz not null,
    published    boolean not null default false,
    unique (topic_id, partition, event_offset)
);
create index dead_letter_unpublished on dead_letter (sequence) where not published;

-- Nonces and token ids seen, so that a request counts once on every replica.
create table seen_once (
    tag     bytea primary key check (octet_length(tag) = 32),
    expires timestamptz not null
);
create index seen_once_expires on seen_once (expires);

-- Append-only, also for our own mistakes: leaves and signed checkpoints never change or go.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on % refused: the log is append-only', tg_op, tg_table_name;
end $$;
create trigger log_entry_keeps before delete or truncate on log_entry
    for each statement execute function refuse_change();
create trigger log_entry_fixed before update of leaf_index, event_tag, subject_ref, salt, commitment, open_json, sealed on log_entry
    for each statement execute function refuse_change();
create trigger checkpoint_fixed before update or delete or truncate on checkpoint
    for each statement execute function refuse_change();
