-- Id of the peers topic that has been told every row of peers. A topic of another id was made anew,
-- and is told everybody.
create table peers_told (
    topic_id text primary key
);
