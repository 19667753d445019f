-- What a legal entity must file or pay. Pay dates up to collects_until feed it.
create table obligation (
  id integer not null primary key,
  client_id integer not null,
  legal_entity_id integer not null,
  country text not null,
  obligation_key text not null,
  period_key text not null,
  title text not null,
  authority text not null,
  source_title text not null,
  source_href text,
  due_on text not null,
  collects_until text not null,
  is_payment integer not null,
  currency text not null,
  created_at text not null,
  done_at text,
  done_by integer,
  done_by_name text,
  reference text,
  unique (client_id, legal_entity_id, obligation_key, period_key)
) strict;
create index obligation_due on obligation (due_on) where done_at is null;

-- What one released run adds to one obligation: one row each, however often the release is told.
create table obligation_feed (
  client_id integer not null,
  obligation_id integer not null references obligation (id),
  pay_run_id integer not null,
  pay_date text not null,
  payslips integer not null,
  amount_minor integer not null,
  recorded_at text not null,
  primary key (client_id, obligation_id, pay_run_id)
) strict, without rowid;
create index obligation_feed_run on obligation_feed (client_id, pay_run_id);

-- The newest result of a pack's own test cases, by version of the pack. Concerns no client: client_id is 0.
create table conformance_file (
  client_id integer not null,
  country text not null,
  pack_version text not null,
  file_name text not null,
  cases integer not null,
  passed integer not null,
  failed integer not null,
  failures text not null,
  ran_at text not null,
  primary key (client_id, country, pack_version, file_name)
) strict, without rowid;
