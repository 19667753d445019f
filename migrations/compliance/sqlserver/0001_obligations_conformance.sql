-- What a legal entity must file or pay. Pay dates up to collects_until feed it.
create table compliance.obligation (
  id bigint not null primary key,
  client_id bigint not null,
  legal_entity_id bigint not null,
  country varchar(2) not null,
  obligation_key varchar(60) not null,
  period_key varchar(40) not null,
  title nvarchar(200) not null,
  authority nvarchar(100) not null,
  source_title nvarchar(300) not null,
  source_href nvarchar(500) null,
  due_on date not null,
  collects_until date not null,
  is_payment int not null,
  currency varchar(3) not null,
  created_at datetime2(6) not null,
  done_at datetime2(6) null,
  done_by bigint null,
  done_by_name nvarchar(200) null,
  reference nvarchar(100) null,
  unique (client_id, legal_entity_id, obligation_key, period_key)
);
create index obligation_due on compliance.obligation (due_on) where done_at is null;

-- What one released run adds to one obligation: one row each, however often the release is told.
create table compliance.obligation_feed (
  client_id bigint not null,
  obligation_id bigint not null references compliance.obligation (id),
  pay_run_id bigint not null,
  pay_date date not null,
  payslips int not null,
  amount_minor bigint not null,
  recorded_at datetime2(6) not null,
  primary key (client_id, obligation_id, pay_run_id)
);
create index obligation_feed_run on compliance.obligation_feed (client_id, pay_run_id);

-- The newest result of a pack's own test cases, by version of the pack. Concerns no client: client_id is 0.
create table compliance.conformance_file (
  client_id bigint not null,
  country varchar(2) not null,
  pack_version varchar(100) not null,
  file_name varchar(200) not null,
  cases int not null,
  passed int not null,
  failed int not null,
  failures nvarchar(max) not null,
  ran_at datetime2(6) not null,
  primary key (client_id, country, pack_version, file_name)
);
