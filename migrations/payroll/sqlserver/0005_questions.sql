-- What one side of an engagement asks the other about somebody's pay in a run. about: key of a finding, name of a line or pay item, or empty for the pay as a whole;
-- waits_for: 'client', 'provider', or 'nobody' once it is settled.
create table payroll.pay_run_question (
  id bigint not null primary key,
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  about varchar(100) not null,
  waits_for varchar(10) not null,
  asked_at datetime2(6) not null
);
create unique index pay_run_question_of_run on payroll.pay_run_question (client_id, pay_run_id, employee_id, about);
create index pay_run_question_waiting on payroll.pay_run_question (client_id, waits_for);

-- text is encrypted.
create table payroll.pay_run_message (
  client_id bigint not null,
  question_id bigint not null,
  seq int not null,
  at datetime2(6) not null,
  actor_id bigint not null,
  actor_name nvarchar(200) not null,
  side varchar(10) not null,
  text nvarchar(max) not null,
  primary key (client_id, question_id, seq)
);
