-- What the employer adds to contributions of a plan, as the rule pack's field writes it.
alter table benefits.plan_terms add employer_adds nvarchar(200) null;
