create table benefits.benefit_plan (
  id bigint not null primary key,
  client_id bigint not null,
  name nvarchar(100) not null,
  kind varchar(30) not null,
  recorded_at datetime2(6) not null,
  unique (client_id, name)
);

-- What a plan offers from a day on; rates in basis points (hundredths of a percent), amounts in minor units.
create table benefits.plan_terms (
  id bigint not null primary key,
  client_id bigint not null,
  plan_id bigint not null references benefits.benefit_plan (id),
  effective_from date not null,
  recorded_at datetime2(6) not null,
  service_days int not null,
  scheme varchar(40) null,
  earnings_basis varchar(40) null,
  employee_rate_bp int null,
  most_employee_rate_bp int null,
  employer_rate_bp int null,
  yearly_minor bigint null,
  most_yearly_minor bigint null
);
create index plan_terms_of_plan on benefits.plan_terms (client_id, plan_id);

-- Decisions of a person about plans, in the order in which they were recorded; never changed.
create table benefits.enrolment (
  client_id bigint not null,
  employee_id bigint not null,
  seq int not null,
  plan_id bigint not null references benefits.benefit_plan (id),
  choice varchar(20) not null,
  effective_from date not null,
  recorded_at datetime2(6) not null,
  recorded_by bigint not null,
  rate_bp int null,
  yearly_minor bigint null,
  primary key (client_id, employee_id, seq)
);
create index enrolment_of_plan on benefits.enrolment (client_id, plan_id, employee_id);
