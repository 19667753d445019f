-- What waits for whom is counted on every first screen.
create index pension_duty_open on pension_duty (client_id, due_by, id, told_on, action, outcome);
