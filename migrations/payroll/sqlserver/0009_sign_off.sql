-- The client accepts the figures of one seal; other figures of the same run need another row.
create table payroll.pay_run_sign_off (
  client_id bigint not null,
  pay_run_id bigint not null,
  seal varchar(64) not null,
  signed_by bigint not null,
  signed_by_name nvarchar(200) not null,
  signed_at datetime2(6) not null,
  primary key (client_id, pay_run_id, seal)
);

-- The client finds somebody's pay right. payslip_hash: of the payslip that was looked at; one that was calculated anew and came out different is looked at again.
create table payroll.payslip_approval (
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  payslip_hash varbinary(32) not null,
  approved_by bigint not null,
  approved_by_name nvarchar(200) not null,
  approved_at datetime2(6) not null,
  primary key (client_id, pay_run_id, employee_id, payslip_hash)
);
