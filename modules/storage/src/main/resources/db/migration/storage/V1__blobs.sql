-- Content by its SHA-256, who holds it, and uploads on their way to become content.
create table blob (
  sha256     text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size       bigint not null,
  type       text not null,
  state      text not null check (state in ('unchecked', 'waiting', 'clean', 'infected', 'too-big')),
  virus      text,
  touched_at timestamptz not null
);
create index on blob (state) where state in ('unchecked', 'waiting');
comment on column blob.touched_at is 'when it was last stored or let go; what nobody holds is kept for a day from then on';

create table holding (
  holder text not null,
  sha256 text not null references blob,
  primary key (holder, sha256)
);
create index on holding (sha256);
comment on column holding.holder is 'module:kind:id';

create table upload (
  id         uuid primary key,
  person_id  bigint not null,
  name       text not null,
  length     bigint not null,
  received   bigint not null default 0,
  sha256     text,
  stored     boolean not null default false,
  touched_at timestamptz not null
);
create index on upload (person_id);
create index on upload (sha256);
create index on upload (touched_at);
comment on column upload.received is 'bytes that have reached the disk, and from which an upload goes on';
comment on column upload.sha256 is 'known when all has been received; the content is in place when stored is true too';
