create table {schema}.outbox (
  id bigint not null primary key,
  client_id bigint not null,
  event_name varchar(100) not null,
  body nvarchar(max) not null,
  occurred_at datetime2(6) not null,
  attempts int not null,
  next_at datetime2(6) not null,
  done_at datetime2(6) null
);
create index outbox_due on {schema}.outbox (next_at) where done_at is null;

create table {schema}.inbox (
  message_id bigint not null,
  handler varchar(100) not null,
  handled_at datetime2(6) not null,
  primary key (message_id, handler)
);

create table {schema}.job (
  id bigint not null primary key,
  client_id bigint not null,
  name varchar(100) not null,
  args nvarchar(max) not null,
  dedupe_key varchar(200) not null,
  due_at datetime2(6) not null,
  attempts int not null,
  created_at datetime2(6) not null,
  lease_until datetime2(6) null,
  lease_by bigint null,
  done_at datetime2(6) null,
  error varchar(200) null
);
create unique index job_waiting on {schema}.job (name, client_id, dedupe_key) where done_at is null;
create index job_due on {schema}.job (due_at) where done_at is null;

create table {schema}.audit_head (
  client_id bigint not null primary key,
  seq bigint not null,
  hash char(64) not null
);

create table {schema}.audit (
  client_id bigint not null,
  seq bigint not null,
  occurred_at datetime2(6) not null,
  actor_id bigint not null,
  actor_name nvarchar(200) not null,
  action varchar(100) not null,
  subject varchar(200) not null,
  details nvarchar(max) not null,
  hash char(64) not null,
  primary key (client_id, seq)
);
create index audit_subject on {schema}.audit (client_id, subject);
GO
create trigger {schema}.audit_is_append_only on {schema}.audit after update, delete as
begin
  throw 51000, 'Audit entries cannot be changed or removed.', 1;
end;
