-- What taking in a weighing costs is mostly entries of indexes, and JSON taken apart only to be put
-- together again: fewer of both.

-- A posyandu's journal is read in order only whole, and sorted then.
drop index journal_in_order;

-- As text: a phone gets an event as it was recorded. What is looked for lies beside it.
drop index event_by_child;
drop index event_by_measured_on;
drop index event_by_target;
alter table event
  alter column body type json using body::text::json,
  -- What an amendment or void speaks of.
  add column target_id uuid,
  -- The day of a measurement, also of an amended one.
  add column measured_on date;
update event set target_id = (body ->> 'targetId')::uuid,
  measured_on = (body -> 'measurement' ->> 'measuredOn')::date;
create index event_by_child on event (bucket, posyandu_id, child_id, measured_on);
create index event_by_target on event (bucket, posyandu_id, target_id)
  where target_id is not null;

-- One way to a record, by its id alone or within its posyandu. What waits since it arrived has no
-- number. By child only what was said of the child itself is looked for.
drop index review_by_mid;
drop index review_by_child;
alter table review
  drop constraint review_pkey,
  drop constraint review_bucket_posyandu_id_scope_seq_key,
  add primary key (mid, bucket, posyandu_id),
  alter column measurement type json using measurement::text::json,
  alter column immunization type json using immunization::text::json;
create unique index review_by_seq on review (bucket, posyandu_id, scope_seq)
  where scope_seq is not null;
-- Operations that begin with `child.`
create index review_by_child on review (bucket, posyandu_id, child_id)
  where op >= 'child.' and op < 'child/';
