-- A run was compared with the one before it; seal: of the figures that were compared.
create table payroll.pay_run_comparison (
  client_id bigint not null,
  pay_run_id bigint not null,
  seal varchar(64) not null,
  compared_at datetime2(6) not null,
  primary key (client_id, pay_run_id)
);

-- Whose net pay is not what it was. kind: 'new', 'gone' or 'changed'; size: the difference without its sign; to_review: beyond the client's thresholds, or unusual;
-- document: causes and what is unusual, encrypted.
create table payroll.pay_run_variance (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  kind varchar(10) not null,
  net_before_minor bigint null,
  net_minor bigint null,
  size_minor bigint not null,
  to_review int not null,
  document varbinary(max) not null,
  primary key (client_id, pay_run_id, employee_id)
);
create index pay_run_variance_size on payroll.pay_run_variance (client_id, pay_run_id, size_minor, employee_id);

-- What one cause did to the totals of a run.
create table payroll.pay_run_cause (
  client_id bigint not null,
  pay_run_id bigint not null,
  cause_key varchar(400) not null,
  label nvarchar(1000) not null,
  people int not null,
  gross_minor bigint not null,
  deductions_minor bigint not null,
  reimbursements_minor bigint not null,
  net_minor bigint not null,
  employer_cost_minor bigint not null,
  primary key (client_id, pay_run_id, cause_key)
);

-- From which difference on somebody is to be looked at: an amount and hundredths of a percent, both reached; and how many deviations from what is usual.
create table payroll.variance_threshold (
  client_id bigint not null primary key,
  least_minor bigint not null,
  least_percent_e2 int not null,
  deviations int not null
);
