create index employee_change_decided on onboarding.employee_change (client_id, state, decided_at, employee_id);
