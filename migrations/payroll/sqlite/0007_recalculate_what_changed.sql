-- Up to which instant what was recorded is in everybody's frozen inputs.
alter table pay_run add column inputs_known_at text null;

-- Of each person of the slice: id, hash of the input, hash of the payslip. Slices that are done but have none are looked at again.
alter table pay_run_chunk add column hashes blob null;
update pay_run_chunk set state = 'pending'
where state = 'done' and pay_run_id in (select r.id from pay_run r where r.state not in ('released', 'closed', 'cancelled'));

-- Equal accounts have equal indexes.
alter table pay_run_input add column account_index blob null;
create index pay_run_input_account on pay_run_input (client_id, pay_run_id, account_index);

create index pay_input_entered on pay_input (client_id, entered_at, employee_id);
create index opening_balance_entered on opening_balance (client_id, entered_at);
