-- In which plan people are enrolled when the law demands it, and for how many months enrolment is put off first; the row recorded last counts.
create table benefits.automatic_enrolment (
  id bigint not null primary key,
  client_id bigint not null,
  plan_id bigint null,
  postpone_months int not null,
  recorded_by bigint not null,
  recorded_by_name nvarchar(200) not null,
  recorded_at datetime2(6) not null
);
create index automatic_enrolment_of_client on benefits.automatic_enrolment (client_id, id);

-- What the law on workplace pensions asked for about a person, found in a pay run. outcome: 'enrolled', 'postponed', or null while nobody is enrolled.
create table benefits.pension_duty (
  id bigint not null primary key,
  client_id bigint not null,
  employee_id bigint not null,
  pay_run_id bigint not null,
  worker nvarchar(100) not null,
  action varchar(20) not null,
  due_on date not null,
  due_by date not null,
  why nvarchar(1000) not null,
  law nvarchar(400) not null,
  law_href nvarchar(400) null,
  outcome varchar(20) null,
  postponed_until date null,
  recorded_at datetime2(6) not null,
  told_on date null,
  told_by bigint null,
  told_by_name nvarchar(200) null,
  told_at datetime2(6) null
);
create index pension_duty_of_person on benefits.pension_duty (client_id, employee_id, id);
