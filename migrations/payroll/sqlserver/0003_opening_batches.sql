-- Year-to-date figures of a former payroll as they were handed in, awaiting somebody else's decision. Approved, they become opening_balance.
create table payroll.opening_batch (
  client_id bigint not null,
  id bigint not null,
  tax_year varchar(20) not null,
  people int not null,
  state varchar(20) not null,
  submitted_by bigint not null,
  submitted_by_name nvarchar(200) not null,
  submitted_at datetime2(6) not null,
  decided_by bigint null,
  decided_by_name nvarchar(200) null,
  decided_at datetime2(6) null,
  reason nvarchar(1000) null,
  primary key (client_id, id)
);

-- balances in the form of payslip.balances; paid_up_to is the last pay date of the former payroll that they count in.
create table payroll.opening_entry (
  client_id bigint not null,
  batch_id bigint not null,
  employee_id bigint not null,
  paid_up_to date not null,
  balances varbinary(max) not null,
  primary key (client_id, batch_id, employee_id)
);

-- Sum of each figure over the people of the batch, and the total that the former provider states for it.
create table payroll.opening_figure (
  client_id bigint not null,
  batch_id bigint not null,
  figure varchar(60) not null,
  sum_minor bigint not null,
  stated_minor bigint null,
  primary key (client_id, batch_id, figure)
);
