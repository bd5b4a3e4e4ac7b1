-- One child registered twice is one child under two ids, and a child may go to live in another
-- posyandu. What was recorded of it stays where it is, and as it is.

alter table child add column merged_into uuid;
alter table child add column moved_to uuid;
create index child_by_alias on child (bucket, posyandu_id, merged_into)
  where merged_into is not null;

-- Recorded here of a child that had gone: waits to be carried to where it lives.
create table to_carry (
  bucket smallint not null,
  posyandu_id uuid not null,
  mid uuid not null,
  -- As the mutation names it.
  child_id uuid not null,
  primary key (bucket, posyandu_id, mid)
);
