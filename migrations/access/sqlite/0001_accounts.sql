create table account (
  id integer not null primary key,
  user_name text not null,
  normalized_name text not null unique,
  display_name text not null,
  password_hash text,
  security_stamp text not null,
  lockout_end text,
  access_failed_count integer not null,
  disabled_at text,
  version integer not null,
  created_at text not null
) strict;

create table membership (
  id integer not null primary key,
  account_id integer not null references account (id),
  role text not null,
  client_id integer,
  employee_id integer
) strict;
create index membership_account on membership (account_id);

create table data_protection_key (
  name text not null primary key,
  xml text not null
) strict;
