-- What is to be indexed anew. How rows are read without missing one: docs/decisions/0011-search.md.
create table queue (
  xid    xid8 not null default pg_current_xact_id(),
  seq    bigint generated always as identity,
  module text not null,
  kind   text not null,
  thing  bigint not null,
  at     timestamptz not null default now(),
  primary key (xid, seq)
);
comment on table queue is 'thing 0: all of the kind; module and kind *: everything';

-- Which database this is, so that positions in an index of another one are never trusted, and up to where rows were cleared away.
create table state (
  singleton   boolean primary key default true check (singleton),
  identity    text not null,
  mark        uuid not null,
  cleared_xid xid8 not null,
  cleared_seq bigint not null
);

-- What an administrator asks of the running server from the command line.
create table task (
  id       bigint generated always as identity primary key,
  act      text not null check (act in ('verify', 'rebuild')),
  asked_at timestamptz not null default now(),
  done_at  timestamptz,
  fine     boolean,
  report   text
);
