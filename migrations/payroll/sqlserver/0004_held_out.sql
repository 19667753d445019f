-- A follow-up run pays people apart from their period's run.
alter table payroll.pay_run add follows_run_id bigint null;
create index pay_run_follows on payroll.pay_run (client_id, follows_run_id);

-- Somebody who is not paid in their period's run but in a follow-up of it.
create table payroll.pay_run_held_out (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  follow_up_run_id bigint not null,
  reason nvarchar(1000) not null,
  held_by bigint not null,
  held_by_name nvarchar(200) not null,
  held_at datetime2(6) not null,
  primary key (client_id, pay_run_id, employee_id)
);
create index pay_run_held_out_follow_up on payroll.pay_run_held_out (client_id, follow_up_run_id, employee_id);
