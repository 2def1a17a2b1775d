-- When those who had not read a bulletin were asked to: at most once a day of the city.
create table reminder (
  bulletin_id bigint not null references bulletin,
  reminded_on date not null,
  reminded_at timestamptz not null,
  reminded_by bigint not null,
  primary key (bulletin_id, reminded_on)
);
