-- Files that were brought in. Content and report hold personal data: encrypted, and gone after the commit or a day.
create table import_upload (
  client_id integer not null references client (id),
  id integer not null,
  kind text not null,
  file_name text not null,
  sha256 text not null,
  state text not null,
  rows_read integer not null,
  rows_added integer not null,
  rows_changed integer not null,
  rows_unchanged integer not null,
  problem_count integer not null,
  content text,
  report text,
  forget_at text,
  next_address text,
  uploaded_by integer not null,
  uploaded_by_name text not null,
  uploaded_at text not null,
  committed_by integer,
  committed_by_name text,
  committed_at text,
  primary key (client_id, id)
) strict, without rowid;
create index import_upload_forget on import_upload (forget_at) where forget_at is not null;
