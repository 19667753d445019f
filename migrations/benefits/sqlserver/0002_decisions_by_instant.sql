create index enrolment_recorded on benefits.enrolment (client_id, recorded_at, employee_id);
