-- What waits to be done to whole rooms, and what keeps it from being done.
create table reindex (
  room_id  bigint primary key references room,
  after_id bigint not null default 0
);
comment on table reindex is 'rooms whose messages other people may find than before; those after the number given still have to be told to the search';

create table scheduled_file (
  scheduled_id  bigint not null references scheduled on delete cascade,
  position      int not null,
  attachment_id bigint not null,
  sha256        text not null,
  name          text not null,
  type          text not null,
  size          bigint not null,
  primary key (scheduled_id, position)
);

alter table room add column held boolean not null default false;
comment on column room.held is 'nothing is removed by age while a request for disclosure or a dispute goes on';
