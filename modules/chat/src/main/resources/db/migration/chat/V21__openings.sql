alter table room add column opening_told boolean not null default false;
comment on column room.opening_told is 'that its members have been told that the meeting is open';
create index on room (opens_at) where kind = 'meeting' and not opening_told and closed_at is null;
