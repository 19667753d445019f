-- What somebody entered to be paid or withheld. Rows are only ever added: a change or withdrawal is a row that supersedes another.
create table pay_input (
  id integer not null primary key,
  client_id integer not null,
  employee_id integer not null,
  item text not null,
  -- Either of one run, or of every period from one on.
  pay_run_id integer null,
  from_period text null,
  until_period text null,
  -- Ten-thousandths; amount is null where the rate in force decides.
  units_e4 integer null,
  rate_e4 integer null,
  amount_minor integer null,
  note text not null,
  source text not null,
  late integer not null,
  supersedes integer null,
  withdrawn integer not null,
  entered_by integer not null,
  entered_by_name text not null,
  entered_at text not null,
  check ((pay_run_id is null) <> (from_period is null))
) strict;
create index pay_input_of_run on pay_input (client_id, pay_run_id, employee_id);
create index pay_input_of_employee on pay_input (client_id, employee_id);
-- Two people changing the same entry at once: the second is refused here.
create unique index pay_input_superseded_once on pay_input (client_id, supersedes) where supersedes is not null;
