create table onboarding.client (
  id bigint not null primary key,
  code varchar(20) not null unique,
  name nvarchar(200) not null,
  time_zone varchar(60) not null,
  country char(2) not null,
  opened_at datetime2(6) not null
);

create table onboarding.engagement (
  client_id bigint not null references onboarding.client (id),
  id bigint not null,
  model varchar(40) not null,
  delivery varchar(40) not null,
  effective_from date not null,
  recorded_at datetime2(6) not null,
  recorded_by bigint not null,
  primary key (client_id, id)
);

create table onboarding.engagement_function (
  client_id bigint not null,
  engagement_id bigint not null,
  function_name varchar(60) not null,
  performed_by varchar(20) not null,
  primary key (client_id, engagement_id, function_name),
  foreign key (client_id, engagement_id) references onboarding.engagement (client_id, id)
);

create table onboarding.legal_entity (
  client_id bigint not null references onboarding.client (id),
  id bigint not null,
  name nvarchar(200) not null,
  country char(2) not null,
  address nvarchar(1000) not null,
  employer_fields nvarchar(max) not null,
  recorded_at datetime2(6) not null,
  primary key (client_id, id)
);
create unique index legal_entity_name on onboarding.legal_entity (client_id, name);

create table onboarding.pay_group (
  client_id bigint not null,
  id bigint not null,
  code varchar(20) not null,
  name nvarchar(200) not null,
  legal_entity_id bigint not null,
  recorded_at datetime2(6) not null,
  primary key (client_id, id),
  foreign key (client_id, legal_entity_id) references onboarding.legal_entity (client_id, id)
);
create unique index pay_group_code on onboarding.pay_group (client_id, code);

create table onboarding.employee (
  client_id bigint not null references onboarding.client (id),
  id bigint not null,
  number nvarchar(40) not null,
  number_key nvarchar(40) not null,
  given_name nvarchar(100) not null,
  family_name nvarchar(100) not null,
  sort_name nvarchar(202) not null,
  start_date date not null,
  leaving_date date null,
  recorded_at datetime2(6) not null,
  version bigint not null,
  primary key (client_id, id)
);
create unique index employee_number on onboarding.employee (client_id, number_key);
create index employee_sort_name on onboarding.employee (client_id, sort_name, id);
create index employee_start_date on onboarding.employee (client_id, start_date, id);

-- In the order in which a pay run reads it. Rows are only ever added.
create table onboarding.employee_fact (
  client_id bigint not null,
  employee_id bigint not null,
  field varchar(60) not null,
  effective_from date not null,
  recorded_at datetime2(6) not null,
  change_id bigint not null,
  value nvarchar(1000) null,
  encrypted int not null,
  blind_index char(64) null,
  primary key (client_id, employee_id, field, effective_from, recorded_at, change_id),
  foreign key (client_id, employee_id) references onboarding.employee (client_id, id)
);
create index employee_fact_blind_index on onboarding.employee_fact (client_id, field, blind_index) where blind_index is not null;
GO
create trigger onboarding.employee_fact_is_append_only on onboarding.employee_fact after update, delete as
begin
  throw 51000, 'Facts are added, never changed or removed.', 1;
end;
GO
create table onboarding.employee_change (
  client_id bigint not null references onboarding.client (id),
  id bigint not null,
  employee_id bigint not null,
  kind varchar(20) not null,
  origin varchar(20) not null,
  effective_from date not null,
  comment nvarchar(1000) not null,
  state varchar(20) not null,
  is_sensitive int not null,
  is_backdated int not null,
  batch_id bigint null,
  replaces_id bigint null,
  submitted_by bigint not null,
  submitted_by_name nvarchar(200) not null,
  submitted_at datetime2(6) not null,
  submitted_version bigint not null,
  decided_by bigint null,
  decided_by_name nvarchar(200) null,
  decided_at datetime2(6) null,
  decision_comment nvarchar(1000) null,
  decided_version bigint null,
  primary key (client_id, id)
);
create index employee_change_employee on onboarding.employee_change (client_id, employee_id, id);
create index employee_change_state on onboarding.employee_change (client_id, state, id);
create index employee_change_batch on onboarding.employee_change (client_id, batch_id, id) where batch_id is not null;

create table onboarding.employee_change_field (
  client_id bigint not null,
  change_id bigint not null,
  field varchar(60) not null,
  employee_id bigint not null,
  effective_from date not null,
  value nvarchar(1000) null,
  encrypted int not null,
  blind_index char(64) null,
  primary key (client_id, change_id, field),
  foreign key (client_id, change_id) references onboarding.employee_change (client_id, id)
);

-- Who a change of kind starter would add; becomes an employee when it is approved.
create table onboarding.starter (
  client_id bigint not null,
  change_id bigint not null,
  employee_id bigint not null,
  number nvarchar(40) not null,
  number_key nvarchar(40) not null,
  given_name nvarchar(100) not null,
  family_name nvarchar(100) not null,
  sort_name nvarchar(202) not null,
  start_date date not null,
  primary key (client_id, change_id),
  foreign key (client_id, change_id) references onboarding.employee_change (client_id, id)
);
create index starter_number on onboarding.starter (client_id, number_key);
