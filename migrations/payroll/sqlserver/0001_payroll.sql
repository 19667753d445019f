-- How often a pay group is paid, and when: day rules are 'last-working-day', 'day-of-month' (day_of_month) or 'weekday' (anchor: pay date of the first period).
create table payroll.pay_calendar (
  id bigint not null primary key,
  client_id bigint not null,
  pay_group_id bigint not null,
  frequency varchar(20) not null,
  day_rule varchar(20) not null,
  day_of_month int null,
  anchor date null,
  cut_off_days int not null,
  cut_off_time varchar(5) not null,
  approval_days int not null,
  approval_time varchar(5) not null,
  release_days int not null,
  release_time varchar(5) not null,
  starts_on date not null,
  ends_on date null,
  created_at datetime2(6) not null
);
create unique index pay_calendar_start on payroll.pay_calendar (client_id, pay_group_id, starts_on);

create table payroll.pay_run (
  id bigint not null primary key,
  client_id bigint not null,
  pay_group_id bigint not null,
  calendar_id bigint not null,
  kind varchar(20) not null,
  frequency varchar(20) not null,
  period_start date not null,
  period_end date not null,
  pay_date date not null,
  tax_year varchar(20) not null,
  period_number int not null,
  cut_off_at datetime2(6) not null,
  approve_by datetime2(6) not null,
  release_at datetime2(6) not null,
  state varchar(20) not null,
  version int not null,
  stale int not null,
  late int not null,
  created_at datetime2(6) not null,
  known_at datetime2(6) null,
  frame varbinary(max) null,
  frozen int not null,
  currency varchar(3) not null,
  pack_country varchar(2) not null,
  pack_version varchar(100) null,
  previous_run_id bigint null,
  employees int not null,
  payslips int not null,
  gross_minor bigint not null,
  deductions_minor bigint not null,
  reimbursements_minor bigint not null,
  net_minor bigint not null,
  employer_cost_minor bigint not null,
  blockers int not null,
  warnings int not null,
  seal varchar(64) null,
  sealed_at datetime2(6) null,
  prepared_by bigint null,
  prepared_by_name nvarchar(200) null,
  submitted_by bigint null,
  submitted_by_name nvarchar(200) null,
  submitted_at datetime2(6) null,
  approved_by bigint null,
  approved_by_name nvarchar(200) null,
  approved_at datetime2(6) null,
  released_at datetime2(6) null,
  closed_at datetime2(6) null
);
create unique index pay_run_period on payroll.pay_run (client_id, calendar_id, period_start) where kind = 'regular';
create index pay_run_group on payroll.pay_run (client_id, pay_group_id, pay_date);
create index pay_run_tax_year on payroll.pay_run (client_id, tax_year, pay_date);
create index pay_run_moving on payroll.pay_run (state, cut_off_at);

create table payroll.pay_run_event (
  client_id bigint not null,
  pay_run_id bigint not null,
  seq int not null,
  at datetime2(6) not null,
  actor_id bigint not null,
  actor_name nvarchar(200) not null,
  action varchar(30) not null,
  reason nvarchar(1000) null,
  primary key (client_id, pay_run_id, seq)
);

-- Frozen inputs: what the run knew of each person. document is encrypted, hash is of its plain bytes. account is the bank account, encrypted; the document
-- holds its blind index.
create table payroll.pay_run_input (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  hash varbinary(32) not null,
  method varchar(20) not null,
  account_last4 varchar(4) null,
  account varchar(400) null,
  document varbinary(max) not null,
  primary key (client_id, pay_run_id, employee_id)
);

-- One slice of the people of a run. Its completion is written in the same transaction as its payslips.
create table payroll.pay_run_chunk (
  client_id bigint not null,
  pay_run_id bigint not null,
  chunk_no int not null,
  first_employee_id bigint not null,
  last_employee_id bigint not null,
  people int not null,
  state varchar(20) not null,
  totals varbinary(max) null,
  primary key (client_id, pay_run_id, chunk_no)
);

-- document is encrypted, hash is of its plain bytes. Lines are inside the document; balances are the year to date after this payslip.
create table payroll.payslip (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  gross_minor bigint not null,
  deductions_minor bigint not null,
  reimbursements_minor bigint not null,
  net_minor bigint not null,
  employer_cost_minor bigint not null,
  hash varbinary(32) not null,
  balances varbinary(max) not null,
  document varbinary(max) not null,
  primary key (client_id, pay_run_id, employee_id)
);
create index payslip_employee on payroll.payslip (client_id, employee_id, pay_run_id);

create table payroll.pay_run_total (
  client_id bigint not null,
  pay_run_id bigint not null,
  cost_centre nvarchar(100) not null,
  line varchar(60) not null,
  kind varchar(20) not null,
  amount_minor bigint not null,
  people int not null,
  primary key (client_id, pay_run_id, cost_centre, line)
);

-- employee_id 0: the run as a whole.
create table payroll.pay_run_blocker (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  finding_key varchar(60) not null,
  field varchar(60) not null,
  message nvarchar(1000) not null,
  blocks int not null,
  accepted_by bigint null,
  accepted_by_name nvarchar(200) null,
  accepted_at datetime2(6) null,
  reason nvarchar(1000) null,
  primary key (client_id, pay_run_id, employee_id, finding_key, field)
);

create table payroll.payment (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  amount_minor bigint not null,
  method varchar(20) not null,
  account_last4 varchar(4) null,
  account varchar(400) null,
  primary key (client_id, pay_run_id, employee_id)
);

create table payroll.journal_line (
  client_id bigint not null,
  pay_run_id bigint not null,
  line_no int not null,
  cost_centre nvarchar(100) not null,
  account varchar(60) not null,
  label nvarchar(200) not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  primary key (client_id, pay_run_id, line_no)
);

create table payroll.certificate (
  client_id bigint not null,
  pay_run_id bigint not null,
  issued_at datetime2(6) not null,
  holds int not null,
  body nvarchar(max) not null,
  primary key (client_id, pay_run_id)
);

-- Year-to-date figures brought from a former payroll, in the form of payslip.balances.
create table payroll.opening_balance (
  client_id bigint not null,
  employee_id bigint not null,
  tax_year varchar(20) not null,
  balances varbinary(max) not null,
  entered_by bigint not null,
  entered_at datetime2(6) not null,
  primary key (client_id, employee_id, tax_year)
);

-- The PDF as it was first handed out, encrypted: everybody gets these bytes for ever.
create table payroll.payslip_pdf (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  content varbinary(max) not null,
  rendered_at datetime2(6) not null,
  primary key (client_id, pay_run_id, employee_id)
);
