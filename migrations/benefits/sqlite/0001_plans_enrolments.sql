create table benefit_plan (
  id integer not null primary key,
  client_id integer not null,
  name text not null collate nocase,
  kind text not null,
  recorded_at text not null,
  unique (client_id, name)
) strict;

-- What a plan offers from a day on; rates in basis points (hundredths of a percent), amounts in minor units.
create table plan_terms (
  id integer not null primary key,
  client_id integer not null,
  plan_id integer not null references benefit_plan (id),
  effective_from text not null,
  recorded_at text not null,
  service_days integer not null,
  scheme text,
  earnings_basis text,
  employee_rate_bp integer,
  most_employee_rate_bp integer,
  employer_rate_bp integer,
  yearly_minor integer,
  most_yearly_minor integer
) strict;
create index plan_terms_of_plan on plan_terms (client_id, plan_id);

-- Decisions of a person about plans, in the order in which they were recorded; never changed.
create table enrolment (
  client_id integer not null,
  employee_id integer not null,
  seq integer not null,
  plan_id integer not null references benefit_plan (id),
  choice text not null,
  effective_from text not null,
  recorded_at text not null,
  recorded_by integer not null,
  rate_bp integer,
  yearly_minor integer,
  primary key (client_id, employee_id, seq)
) strict, without rowid;
create index enrolment_of_plan on enrolment (client_id, plan_id, employee_id);
