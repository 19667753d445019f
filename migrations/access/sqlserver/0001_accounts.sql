create table access.account (
  id bigint not null primary key,
  user_name nvarchar(256) not null,
  normalized_name nvarchar(256) not null unique,
  display_name nvarchar(200) not null,
  password_hash nvarchar(500) null,
  security_stamp varchar(100) not null,
  lockout_end datetime2(6) null,
  access_failed_count int not null,
  disabled_at datetime2(6) null,
  version bigint not null,
  created_at datetime2(6) not null
);

create table access.membership (
  id bigint not null primary key,
  account_id bigint not null references access.account (id),
  role varchar(40) not null,
  client_id bigint null,
  employee_id bigint null
);
create index membership_account on access.membership (account_id);

create table access.data_protection_key (
  name nvarchar(200) not null primary key,
  xml nvarchar(max) not null
);
