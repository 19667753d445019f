-- What waits is looked for every second and in this order, however much was delivered before.
drop index outbox_due;
create index outbox_waiting on outbox (id) where done_at is null;
