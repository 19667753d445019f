-- The client accepts the figures of one seal; other figures of the same run need another row.
create table pay_run_sign_off (
  client_id integer not null,
  pay_run_id integer not null,
  seal text not null,
  signed_by integer not null,
  signed_by_name text not null,
  signed_at text not null,
  primary key (client_id, pay_run_id, seal)
) strict;

-- The client finds somebody's pay right. payslip_hash: of the payslip that was looked at; one that was calculated anew and came out different is looked at again.
create table payslip_approval (
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  payslip_hash blob not null,
  approved_by integer not null,
  approved_by_name text not null,
  approved_at text not null,
  primary key (client_id, pay_run_id, employee_id, payslip_hash)
) strict;
