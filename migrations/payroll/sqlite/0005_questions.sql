-- What one side of an engagement asks the other about somebody's pay in a run. about: key of a finding, name of a line or pay item, or empty for the pay as a whole;
-- waits_for: 'client', 'provider', or 'nobody' once it is settled.
create table pay_run_question (
  id integer not null primary key,
  client_id integer not null,
  pay_run_id integer not null,
  employee_id integer not null,
  about text not null,
  waits_for text not null,
  asked_at text not null
) strict;
create unique index pay_run_question_of_run on pay_run_question (client_id, pay_run_id, employee_id, about);
create index pay_run_question_waiting on pay_run_question (client_id, waits_for);

-- text is encrypted.
create table pay_run_message (
  client_id integer not null,
  question_id integer not null,
  seq integer not null,
  at text not null,
  actor_id integer not null,
  actor_name text not null,
  side text not null,
  text text not null,
  primary key (client_id, question_id, seq)
) strict;
