create index enrolment_recorded on enrolment (client_id, recorded_at, employee_id);
