-- What an employee asks about a line of a payslip, and what is answered. body is encrypted. Rows are only ever added.
create table payroll.payslip_message (
  id bigint not null primary key,
  client_id bigint not null,
  pay_run_id bigint not null,
  employee_id bigint not null,
  line varchar(60) not null,
  from_employee int not null,
  author_id bigint not null,
  author_name nvarchar(200) not null,
  written_at datetime2(6) not null,
  body varbinary(max) not null
);
create index payslip_message_of_employee on payroll.payslip_message (client_id, employee_id, pay_run_id, line, id);
