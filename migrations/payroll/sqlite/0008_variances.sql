-- A run was compared with the one before it; seal: of the figures that were compared.
create table pay_run_comparison (
  client_id integer not null,
  pay_run_id integer not null,
  seal text not null,
  compared_at text not null,
  primary key (client_id, pay_run_id)
) strict;

-- Whose net pay is not what it was. kind: 'new', 'gone' or 'changed'; size: the difference without its sign; to_review: beyond the client's thresholds, or unusual;
-- document: causes and what is unusual, encrypted.
create table pay_run_variance (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  kind text not null,
  net_before_minor integer,
  net_minor integer,
  size_minor integer not null,
  to_review integer not null,
  document blob not null,
  primary key (client_id, pay_run_id, employee_id)
) strict;
create index pay_run_variance_size on pay_run_variance (client_id, pay_run_id, size_minor, employee_id);

-- What one cause did to the totals of a run.
create table pay_run_cause (
  client_id integer not null,
  pay_run_id integer not null,
  cause_key text not null,
  label text not null,
  people integer not null,
  gross_minor integer not null,
  deductions_minor integer not null,
  reimbursements_minor integer not null,
  net_minor integer not null,
  employer_cost_minor integer not null,
  primary key (client_id, pay_run_id, cause_key)
) strict;

-- From which difference on somebody is to be looked at: an amount and hundredths of a percent, both reached; and how many deviations from what is usual.
create table variance_threshold (
  client_id integer not null primary key,
  least_minor integer not null,
  least_percent_e2 integer not null,
  deviations integer not null
) strict;
