-- Year-to-date figures of a former payroll as they were handed in, awaiting somebody else's decision. Approved, they become opening_balance.
create table opening_batch (
  client_id integer not null,
  id integer not null,
  tax_year text not null,
  people integer not null,
  state text not null,
  submitted_by integer not null,
  submitted_by_name text not null,
  submitted_at text not null,
  decided_by integer,
  decided_by_name text,
  decided_at text,
  reason text,
  primary key (client_id, id)
) strict;

-- balances in the form of payslip.balances; paid_up_to is the last pay date of the former payroll that they count in.
create table opening_entry (
  client_id integer not null,
  batch_id integer not null,
  employee_id integer not null,
  paid_up_to text not null,
  balances blob not null,
  primary key (client_id, batch_id, employee_id)
) strict;

-- Sum of each figure over the people of the batch, and the total that the former provider states for it.
create table opening_figure (
  client_id integer not null,
  batch_id integer not null,
  figure text not null,
  sum_minor integer not null,
  stated_minor integer,
  primary key (client_id, batch_id, figure)
) strict;
