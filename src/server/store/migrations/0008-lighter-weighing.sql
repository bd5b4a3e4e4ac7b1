-- A weighing is held against those of the last months, and what it says is kept once less.

-- What amends or voids anything of a child, without reading all that was recorded of it.
create index event_by_amended_child on event (bucket, posyandu_id, child_id)
  where target_id is not null;

-- It stands in the journal.
alter table review
  drop column occurred_on,
  drop column measurement,
  drop column immunization,
  drop column author_reason;
