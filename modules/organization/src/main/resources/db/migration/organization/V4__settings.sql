-- How each person wants the screens, wherever they sign in. A column that is null has not been chosen: the browser decides.
create table preference (
  person_id   bigint primary key references person,
  text_size   text check (text_size in ('normal', 'large', 'larger')),
  density     text check (density in ('roomy', 'normal', 'compact')),
  theme       text check (theme in ('auto', 'light', 'dark', 'contrast')),
  language    text check (language in ('ja', 'en')),
  era         text check (era in ('western', 'japanese')),
  single_keys boolean
);
