-- In which plan people are enrolled when the law demands it, and for how many months enrolment is put off first; the row recorded last counts.
create table automatic_enrolment (
  id integer not null primary key,
  client_id integer not null,
  plan_id integer,
  postpone_months integer not null,
  recorded_by integer not null,
  recorded_by_name text not null,
  recorded_at text not null
) strict;
create index automatic_enrolment_of_client on automatic_enrolment (client_id, id);

-- What the law on workplace pensions asked for about a person, found in a pay run. outcome: 'enrolled', 'postponed', or null while nobody is enrolled.
create table pension_duty (
  id integer not null primary key,
  client_id integer not null,
  employee_id integer not null,
  pay_run_id integer not null,
  worker text not null,
  action text not null,
  due_on text not null,
  due_by text not null,
  why text not null,
  law text not null,
  law_href text,
  outcome text,
  postponed_until text,
  recorded_at text not null,
  told_on text,
  told_by integer,
  told_by_name text,
  told_at text
) strict;
create index pension_duty_of_person on pension_duty (client_id, employee_id, id);
