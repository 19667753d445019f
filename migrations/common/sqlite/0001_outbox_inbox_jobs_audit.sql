create table outbox (
  id integer not null primary key,
  client_id integer not null,
  event_name text not null,
  body text not null,
  occurred_at text not null,
  attempts integer not null,
  next_at text not null,
  done_at text
) strict;
create index outbox_due on outbox (next_at) where done_at is null;

create table inbox (
  message_id integer not null,
  handler text not null,
  handled_at text not null,
  primary key (message_id, handler)
) strict, without rowid;

create table job (
  id integer not null primary key,
  client_id integer not null,
  name text not null,
  args text not null,
  dedupe_key text not null,
  due_at text not null,
  attempts integer not null,
  created_at text not null,
  lease_until text,
  lease_by integer,
  done_at text,
  error text
) strict;
create unique index job_waiting on job (name, client_id, dedupe_key) where done_at is null;
create index job_due on job (due_at) where done_at is null;

create table audit_head (
  client_id integer not null primary key,
  seq integer not null,
  hash text not null
) strict;

create table audit (
  client_id integer not null,
  seq integer not null,
  occurred_at text not null,
  actor_id integer not null,
  actor_name text not null,
  action text not null,
  subject text not null,
  details text not null,
  hash text not null,
  primary key (client_id, seq)
) strict, without rowid;
create index audit_subject on audit (client_id, subject);
create trigger audit_is_append_only_update before update on audit begin select raise(abort, 'Audit entries cannot be changed.'); end;
create trigger audit_is_append_only_delete before delete on audit begin select raise(abort, 'Audit entries cannot be removed.'); end;
