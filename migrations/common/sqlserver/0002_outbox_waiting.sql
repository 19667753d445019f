-- What waits is looked for every second and in this order, however much was delivered before.
drop index outbox_due on {schema}.outbox;
create index outbox_waiting on {schema}.outbox (id) where done_at is null;
