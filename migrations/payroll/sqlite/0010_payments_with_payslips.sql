-- Payments are written with the payslips, no longer at release: runs that are under way get theirs.
insert into payment (client_id, pay_run_id, employee_id, amount_minor, method, account_last4, account)
select p.client_id, p.pay_run_id, p.employee_id, p.net_minor, i.method, i.account_last4, i.account
from payslip p
join pay_run_input i on i.client_id = p.client_id and i.pay_run_id = p.pay_run_id and i.employee_id = p.employee_id
join pay_run r on r.client_id = p.client_id and r.id = p.pay_run_id
where p.net_minor > 0 and r.state not in ('released', 'closed', 'cancelled')
  and not exists (select 1 from payment m where m.client_id = p.client_id and m.pay_run_id = p.pay_run_id and m.employee_id = p.employee_id);
