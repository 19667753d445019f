-- Files that were brought in. Content and report hold personal data: encrypted, and gone after the commit or a day.
create table onboarding.import_upload (
  client_id bigint not null references onboarding.client (id),
  id bigint not null,
  kind varchar(40) not null,
  file_name nvarchar(260) not null,
  sha256 char(64) not null,
  state varchar(20) not null,
  rows_read int not null,
  rows_added int not null,
  rows_changed int not null,
  rows_unchanged int not null,
  problem_count int not null,
  content varchar(max) null,
  report varchar(max) null,
  forget_at datetime2(6) null,
  next_address varchar(400) null,
  uploaded_by bigint not null,
  uploaded_by_name nvarchar(200) not null,
  uploaded_at datetime2(6) not null,
  committed_by bigint null,
  committed_by_name nvarchar(200) null,
  committed_at datetime2(6) null,
  primary key (client_id, id)
);
create index import_upload_forget on onboarding.import_upload (forget_at) where forget_at is not null;
