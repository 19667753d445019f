-- A chunk keeps its sums by ordinal instead of by name: chunks of runs under way are added up once more.
update pay_run_chunk set state = 'pending'
where state = 'done' and pay_run_id in (select r.id from pay_run r where r.state not in ('released', 'closed', 'cancelled'));
