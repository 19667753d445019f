-- A password that somebody else gave works until then and has to be replaced at the first sign-in; null once it is the person's own.
alter table account add column one_time_until text null;
alter table account add column last_sign_in_at text null;

create index account_by_name on account (display_name, id, normalized_name, user_name, last_sign_in_at, one_time_until, lockout_end, disabled_at);
create index membership_of_client on membership (client_id, role, account_id, employee_id);
