create table access.opened_item (
  account_id bigint not null references access.account (id),
  client_id bigint not null,
  kind varchar(20) not null,
  item_id bigint not null,
  opened_at datetime2(6) not null,
  primary key (account_id, client_id, kind, item_id)
);
