create table closed_day (
  day        date primary key,
  name       text not null,
  open       boolean not null,
  decided_by bigint not null references person,
  decided_at timestamptz not null
);
comment on table closed_day is 'what the city has decided for single days: closed although others would work, or open although others would not; weekends, holidays and the turn of the year are known by rule';
