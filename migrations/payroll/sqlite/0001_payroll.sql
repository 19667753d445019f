-- How often a pay group is paid, and when: day rules are 'last-working-day', 'day-of-month' (day_of_month) or 'weekday' (anchor: pay date of the first period).
create table pay_calendar (
  id integer not null primary key,
  client_id integer not null,
  pay_group_id integer not null,
  frequency text not null,
  day_rule text not null,
  day_of_month integer,
  anchor text,
  cut_off_days integer not null,
  cut_off_time text not null,
  approval_days integer not null,
  approval_time text not null,
  release_days integer not null,
  release_time text not null,
  starts_on text not null,
  ends_on text,
  created_at text not null
) strict;
create unique index pay_calendar_start on pay_calendar (client_id, pay_group_id, starts_on);

create table pay_run (
  id integer not null primary key,
  client_id integer not null,
  pay_group_id integer not null,
  calendar_id integer not null,
  kind text not null,
  frequency text not null,
  period_start text not null,
  period_end text not null,
  pay_date text not null,
  tax_year text not null,
  period_number integer not null,
  cut_off_at text not null,
  approve_by text not null,
  release_at text not null,
  state text not null,
  version integer not null,
  stale integer not null,
  late integer not null,
  created_at text not null,
  known_at text,
  frame blob,
  frozen integer not null,
  currency text not null,
  pack_country text not null,
  pack_version text,
  previous_run_id integer,
  employees integer not null,
  payslips integer not null,
  gross_minor integer not null,
  deductions_minor integer not null,
  reimbursements_minor integer not null,
  net_minor integer not null,
  employer_cost_minor integer not null,
  blockers integer not null,
  warnings integer not null,
  seal text,
  sealed_at text,
  prepared_by integer,
  prepared_by_name text,
  submitted_by integer,
  submitted_by_name text,
  submitted_at text,
  approved_by integer,
  approved_by_name text,
  approved_at text,
  released_at text,
  closed_at text
) strict;
create unique index pay_run_period on pay_run (client_id, calendar_id, period_start) where kind = 'regular';
create index pay_run_group on pay_run (client_id, pay_group_id, pay_date);
create index pay_run_tax_year on pay_run (client_id, tax_year, pay_date);
create index pay_run_moving on pay_run (state, cut_off_at);

create table pay_run_event (
  client_id integer not null,
  pay_run_id integer not null,
  seq integer not null,
  at text not null,
  actor_id integer not null,
  actor_name text not null,
  action text not null,
  reason text,
  primary key (client_id, pay_run_id, seq)
) strict;

-- Frozen inputs: what the run knew of each person. document is encrypted, hash is of its plain bytes. account is the bank account, encrypted; the document
-- holds its blind index.
create table pay_run_input (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  hash blob not null,
  method text not null,
  account_last4 text,
  account text,
  document blob not null,
  primary key (client_id, pay_run_id, employee_id)
) strict;

-- One slice of the people of a run. Its completion is written in the same transaction as its payslips.
create table pay_run_chunk (
  client_id integer not null,
  pay_run_id integer not null,
  chunk_no integer not null,
  first_employee_id integer not null,
  last_employee_id integer not null,
  people integer not null,
  state text not null,
  totals blob,
  primary key (client_id, pay_run_id, chunk_no)
) strict;

-- document is encrypted, hash is of its plain bytes. Lines are inside the document; balances are the year to date after this payslip.
create table payslip (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  gross_minor integer not null,
  deductions_minor integer not null,
  reimbursements_minor integer not null,
  net_minor integer not null,
  employer_cost_minor integer not null,
  hash blob not null,
  balances blob not null,
  document blob not null,
  primary key (client_id, pay_run_id, employee_id)
) strict;
create index payslip_employee on payslip (client_id, employee_id, pay_run_id);

create table pay_run_total (
  client_id integer not null,
  pay_run_id integer not null,
  cost_centre text not null,
  line text not null,
  kind text not null,
  amount_minor integer not null,
  people integer not null,
  primary key (client_id, pay_run_id, cost_centre, line)
) strict;

-- employee_id 0: the run as a whole.
create table pay_run_blocker (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  finding_key text not null,
  field text not null,
  message text not null,
  blocks integer not null,
  accepted_by integer,
  accepted_by_name text,
  accepted_at text,
  reason text,
  primary key (client_id, pay_run_id, employee_id, finding_key, field)
) strict;

create table payment (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  amount_minor integer not null,
  method text not null,
  account_last4 text,
  account text,
  primary key (client_id, pay_run_id, employee_id)
) strict;

create table journal_line (
  client_id integer not null,
  pay_run_id integer not null,
  line_no integer not null,
  cost_centre text not null,
  account text not null,
  label text not null,
  debit_minor integer not null,
  credit_minor integer not null,
  primary key (client_id, pay_run_id, line_no)
) strict;

create table certificate (
  client_id integer not null,
  pay_run_id integer not null,
  issued_at text not null,
  holds integer not null,
  body text not null,
  primary key (client_id, pay_run_id)
) strict;

-- Year-to-date figures brought from a former payroll, in the form of payslip.balances.
create table opening_balance (
  client_id integer not null,
  employee_id integer not null,
  tax_year text not null,
  balances blob not null,
  entered_by integer not null,
  entered_at text not null,
  primary key (client_id, employee_id, tax_year)
) strict;

-- The PDF as it was first handed out, encrypted: everybody gets these bytes for ever.
create table payslip_pdf (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  content blob not null,
  rendered_at text not null,
  primary key (client_id, pay_run_id, employee_id)
) strict;
