-- When somebody works who does not work as most do: part of the day, some days of the week. Whoever has no row works the usual hours.
create table working_hours (
  person_id bigint not null references person,
  weekday   int not null check (weekday between 1 and 7),
  starts    time not null,
  ends      time not null,
  primary key (person_id, weekday),
  check (ends > starts)
);
comment on column working_hours.weekday is '1 is Monday; a day that is missing is a day off';
