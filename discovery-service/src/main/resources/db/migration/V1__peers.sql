-- What discovery keeps. Every replica may read and write all of it at any time.

-- One row per peer that ever registered. seq is the order of first registration: pages follow it.
create table peers (
    peer_id            text             primary key,
    seq                bigint           generated always as identity,
    state              text             not null check (state in ('ALIVE', 'LOST', 'GONE')),
    encryption_key     text             not null,
    -- Sets of capabilities as bits: 1 patient, 2 provider, 4 relay.
    claimed            integer          not null,
    granted            integer          not null,
    endpoints          text             not null,
    software_version   text             not null,
    region             text             not null,
    npi                text,
    key_record         text,
    key_serial         bigint           not null,
    descriptor         text,
    descriptor_expires timestamptz,
    load               double precision not null,
    connections        bigint           not null,
    bandwidth_mbps     double precision not null,
    last_seen          timestamptz      not null,
    version            bigint           not null
);

create unique index peers_in_order on peers (seq);
create index peers_alive on peers (last_seen) where state = 'ALIVE';

-- Events that are not on Kafka yet, written in the transaction that changed the peer.
create table peer_events (
    id      bigint generated always as identity primary key,
    peer_id text   not null,
    body    text   not null
);

-- Nonces used: SHA-256 of peer id and nonce. Rows go once they have expired.
create table nonces (
    seen    bytea       primary key,
    expires timestamptz not null
);

create index nonces_by_expiry on nonces (expires);

-- Which peer used which invitation (jti of the enrolment token).
create table invitations (
    jti     text        primary key,
    peer_id text        not null,
    expires timestamptz not null
);

-- What operators tell every peer, as signed by the network's admin key.
create table announcements (
    id      text        primary key,
    body    text        not null,
    issued  timestamptz not null,
    expires timestamptz not null
);
