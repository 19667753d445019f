create table opened_item (
  account_id integer not null references account (id),
  client_id integer not null,
  kind text not null,
  item_id integer not null,
  opened_at text not null,
  primary key (account_id, client_id, kind, item_id)
) strict;
