-- Up to which instant what was recorded is in everybody's frozen inputs.
alter table payroll.pay_run add inputs_known_at datetime2(6) null;

-- Of each person of the slice: id, hash of the input, hash of the payslip. Slices that are done but have none are looked at again.
alter table payroll.pay_run_chunk add hashes varbinary(max) null;
GO
update payroll.pay_run_chunk set state = 'pending'
where state = 'done' and pay_run_id in (select r.id from payroll.pay_run r where r.state not in ('released', 'closed', 'cancelled'));

-- Equal accounts have equal indexes.
alter table payroll.pay_run_input add account_index varbinary(32) null;
GO
create index pay_run_input_account on payroll.pay_run_input (client_id, pay_run_id, account_index);

create index pay_input_entered on payroll.pay_input (client_id, entered_at, employee_id);
create index opening_balance_entered on payroll.opening_balance (client_id, entered_at);
