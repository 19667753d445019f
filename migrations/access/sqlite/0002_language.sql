-- ISO 639-1, in which somebody is written to; null while they have not chosen.
alter table account add column language text null;
