-- A follow-up run pays people apart from their period's run.
alter table pay_run add column follows_run_id integer;
create index pay_run_follows on pay_run (client_id, follows_run_id);

-- Somebody who is not paid in their period's run but in a follow-up of it.
create table pay_run_held_out (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  follow_up_run_id integer not null,
  reason text not null,
  held_by integer not null,
  held_by_name text not null,
  held_at text not null,
  primary key (client_id, pay_run_id, employee_id)
) strict;
create index pay_run_held_out_follow_up on pay_run_held_out (client_id, follow_up_run_id, employee_id);
