-- What the employer adds to contributions of a plan, as the rule pack's field writes it.
alter table plan_terms add column employer_adds text null;
