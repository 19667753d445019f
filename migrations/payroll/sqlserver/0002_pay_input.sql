-- What somebody entered to be paid or withheld. Rows are only ever added: a change or withdrawal is a row that supersedes another.
create table payroll.pay_input (
  id bigint not null primary key,
  client_id bigint not null,
  employee_id bigint not null,
  item varchar(60) not null,
  -- Either of one run, or of every period from one on.
  pay_run_id bigint null,
  from_period date null,
  until_period date null,
  -- Ten-thousandths; amount is null where the rate in force decides.
  units_e4 bigint null,
  rate_e4 bigint null,
  amount_minor bigint null,
  note nvarchar(400) not null,
  source varchar(20) not null,
  late int not null,
  supersedes bigint null,
  withdrawn int not null,
  entered_by bigint not null,
  entered_by_name nvarchar(200) not null,
  entered_at datetime2(6) not null,
  check ((pay_run_id is null and from_period is not null) or (pay_run_id is not null and from_period is null))
);
create index pay_input_of_run on payroll.pay_input (client_id, pay_run_id, employee_id);
create index pay_input_of_employee on payroll.pay_input (client_id, employee_id);
-- Two people changing the same entry at once: the second is refused here.
create unique index pay_input_superseded_once on payroll.pay_input (client_id, supersedes) where supersedes is not null;
