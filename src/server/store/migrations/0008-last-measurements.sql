-- What amends or voids anything of a child, without reading all that was recorded of it.
create index event_by_amended_child on event (bucket, posyandu_id, child_id)
  where target_id is not null;
