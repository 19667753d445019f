-- A password that somebody else gave works until then and has to be replaced at the first sign-in; null once it is the person's own.
alter table access.account add one_time_until datetime2(6) null;
alter table access.account add last_sign_in_at datetime2(6) null;
go
create index account_by_name on access.account (display_name, id) include (normalized_name, user_name, last_sign_in_at, one_time_until, lockout_end, disabled_at);
create index membership_of_client on access.membership (client_id, role, account_id, employee_id);
