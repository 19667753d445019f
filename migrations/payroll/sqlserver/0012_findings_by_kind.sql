-- Findings as the page of a run lists and counts them.
create index pay_run_blocker_kind on payroll.pay_run_blocker (client_id, pay_run_id, blocks desc, finding_key, employee_id, field, accepted_at);
