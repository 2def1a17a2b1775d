-- What was said by hand of where somebody is, and who wants to be told when they are back. All else follows from calendars and the clock.
create table override (
  person_id bigint primary key,
  status    text not null check (status in ('in', 'away', 'out', 'trip', 'telework', 'leave', 'left')),
  place     text not null,
  note      text not null,
  back_at   timestamptz,
  ends      timestamptz not null,
  set_by    bigint not null,
  set_at    timestamptz not null,
  check (back_at is null or back_at = ends),
  check (ends > set_at)
);
comment on column override.back_at is 'when they said to be back; without it nobody knows, and the override ends with the day';
comment on column override.ends is 'exclusive; a row that has ended stands there until the next one';

create table waiting (
  person_id bigint not null,
  waiter_id bigint not null,
  since     timestamptz not null,
  look_at   timestamptz not null,
  primary key (person_id, waiter_id)
);
comment on column waiting.look_at is 'when the presence of the person may have changed';
create index on waiting (look_at);
create index on waiting (waiter_id);
