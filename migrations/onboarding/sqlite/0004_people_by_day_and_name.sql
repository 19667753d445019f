-- Who is employed on a day is counted, and part of a name looked for, in the index alone: not in the rows of everybody a client has.
drop index employee_start_date;
create index employee_start_date on employee (client_id, start_date, id, leaving_date);
create index employee_leaving_date on employee (client_id, leaving_date) where leaving_date is not null;
drop index employee_sort_name;
create index employee_sort_name on employee (client_id, sort_name, id, number_key, start_date, leaving_date);

-- What waits for somebody: few of many.
create index employee_change_submitted on employee_change (client_id, state, submitted_by, batch_id, employee_id, id) where state = 'submitted';
create index employee_change_returned on employee_change (client_id, state, submitted_by, id) where state = 'returned';
create index employee_change_replaces on employee_change (client_id, replaces_id) where replaces_id is not null;
