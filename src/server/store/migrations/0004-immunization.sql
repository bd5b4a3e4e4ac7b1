-- A vaccine dose is reviewed like a weighing: what it says lies beside what a weighing says.

alter table review add column immunization jsonb;
