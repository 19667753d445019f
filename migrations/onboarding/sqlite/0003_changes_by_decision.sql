create index employee_change_decided on employee_change (client_id, state, decided_at, employee_id);
