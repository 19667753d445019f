-- What an employee asks about a line of a payslip, and what is answered. body is encrypted. Rows are only ever added.
create table payslip_message (
  id integer not null primary key,
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  line text not null,
  from_employee integer not null,
  author_id integer not null,
  author_name text not null,
  written_at text not null,
  body blob not null
) strict;
create index payslip_message_of_employee on payslip_message (client_id, employee_id, pay_run_id, line, id);
