-- What must be accounted for. One chain: each hash is over the one before it and the entry's own content, as org.kairan.audit.entity.Entry writes it.
create table entry (
  id           bigint primary key,
  at           timestamptz not null,
  act          text not null,
  person_id    bigint,
  who          text not null,
  on_behalf_of bigint,
  subject      text,
  details      text not null,
  address      text not null,
  request      text not null,
  hash         bytea not null
);
create index on entry (act, id desc);
create index on entry (person_id, id desc);
create index on entry (at);
comment on column entry.who is 'staff number and name on that day, since people change their names and leave';

create table act (
  name text primary key
);
comment on table act is 'the acts that were ever recorded, for the filter';

create table chain (
  singleton   boolean primary key default true check (singleton),
  last_id     bigint not null,
  last_hash   bytea not null,
  anchor_id   bigint not null,
  anchor_hash bytea not null
);
comment on table chain is 'one row, locked by whoever appends; the anchor is the last entry whose time of keeping is over: what is kept begins after it';
insert into chain (last_id, last_hash, anchor_id, anchor_hash) values (0, decode(repeat('00', 32), 'hex'), 0, decode(repeat('00', 32), 'hex'));

create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < nullif(current_setting('kairan.audit_kept_since', true), '')::timestamptz then
      return old;
    end if;
  end if;
  raise exception 'entries of the audit are neither changed nor removed';
end
$$;
create trigger append_only before update or delete on entry for each row execute function refuse_change();
create trigger no_truncate before truncate on entry for each statement execute function refuse_change();
