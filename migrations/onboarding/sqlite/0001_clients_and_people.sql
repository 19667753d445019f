create table client (
  id integer not null primary key,
  code text not null unique,
  name text not null,
  time_zone text not null,
  country text not null,
  opened_at text not null
) strict;

create table engagement (
  client_id integer not null references client (id),
  id integer not null,
  model text not null,
  delivery text not null,
  effective_from text not null,
  recorded_at text not null,
  recorded_by integer not null,
  primary key (client_id, id)
) strict, without rowid;

create table engagement_function (
  client_id integer not null,
  engagement_id integer not null,
  function_name text not null,
  performed_by text not null,
  primary key (client_id, engagement_id, function_name),
  foreign key (client_id, engagement_id) references engagement (client_id, id)
) strict, without rowid;

create table legal_entity (
  client_id integer not null references client (id),
  id integer not null,
  name text not null,
  country text not null,
  address text not null,
  employer_fields text not null,
  recorded_at text not null,
  primary key (client_id, id)
) strict, without rowid;
create unique index legal_entity_name on legal_entity (client_id, name);

create table pay_group (
  client_id integer not null,
  id integer not null,
  code text not null,
  name text not null,
  legal_entity_id integer not null,
  recorded_at text not null,
  primary key (client_id, id),
  foreign key (client_id, legal_entity_id) references legal_entity (client_id, id)
) strict, without rowid;
create unique index pay_group_code on pay_group (client_id, code);

create table employee (
  client_id integer not null references client (id),
  id integer not null,
  number text not null,
  number_key text not null,
  given_name text not null,
  family_name text not null,
  sort_name text not null,
  start_date text not null,
  leaving_date text,
  recorded_at text not null,
  version integer not null,
  primary key (client_id, id)
) strict, without rowid;
create unique index employee_number on employee (client_id, number_key);
create index employee_sort_name on employee (client_id, sort_name, id);
create index employee_start_date on employee (client_id, start_date, id);

-- In the order in which a pay run reads it. Rows are only ever added.
create table employee_fact (
  client_id integer not null,
  employee_id integer not null,
  field text not null,
  effective_from text not null,
  recorded_at text not null,
  change_id integer not null,
  value text,
  encrypted integer not null,
  blind_index text,
  primary key (client_id, employee_id, field, effective_from, recorded_at, change_id),
  foreign key (client_id, employee_id) references employee (client_id, id)
) strict, without rowid;
create index employee_fact_blind_index on employee_fact (client_id, field, blind_index) where blind_index is not null;
create trigger employee_fact_is_append_only_update before update on employee_fact begin select raise(abort, 'Facts are added, never changed.'); end;
create trigger employee_fact_is_append_only_delete before delete on employee_fact begin select raise(abort, 'Facts are added, never removed.'); end;

create table employee_change (
  client_id integer not null references client (id),
  id integer not null,
  employee_id integer not null,
  kind text not null,
  origin text not null,
  effective_from text not null,
  comment text not null,
  state text not null,
  is_sensitive integer not null,
  is_backdated integer not null,
  batch_id integer,
  replaces_id integer,
  submitted_by integer not null,
  submitted_by_name text not null,
  submitted_at text not null,
  submitted_version integer not null,
  decided_by integer,
  decided_by_name text,
  decided_at text,
  decision_comment text,
  decided_version integer,
  primary key (client_id, id)
) strict, without rowid;
create index employee_change_employee on employee_change (client_id, employee_id, id);
create index employee_change_state on employee_change (client_id, state, id);
create index employee_change_batch on employee_change (client_id, batch_id, id) where batch_id is not null;

create table employee_change_field (
  client_id integer not null,
  change_id integer not null,
  field text not null,
  employee_id integer not null,
  effective_from text not null,
  value text,
  encrypted integer not null,
  blind_index text,
  primary key (client_id, change_id, field),
  foreign key (client_id, change_id) references employee_change (client_id, id)
) strict, without rowid;

-- Who a change of kind starter would add; becomes an employee when it is approved.
create table starter (
  client_id integer not null,
  change_id integer not null,
  employee_id integer not null,
  number text not null,
  number_key text not null,
  given_name text not null,
  family_name text not null,
  sort_name text not null,
  start_date text not null,
  primary key (client_id, change_id),
  foreign key (client_id, change_id) references employee_change (client_id, id)
) strict, without rowid;
create index starter_number on starter (client_id, number_key);
