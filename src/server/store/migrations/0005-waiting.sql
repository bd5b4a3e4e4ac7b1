-- A mutation may wait for what has not arrived, or be taken in part. The journal
-- says in which order mutations came to count, so that it can be told again.

alter table journal drop constraint journal_status_check;
alter table journal add constraint journal_status_check
  check (status in ('applied', 'conflict', 'parked', 'quarantined'));

-- Of a parked one: the mutations or the child it waits for.
alter table journal add column needs uuid[] not null default '{}';

create sequence journal_place;
alter table journal add column place bigint;
update journal j set place = ordered.place
from (
  select bucket, posyandu_id, mid,
    row_number() over (order by arrived_at, device_id, seq) as place
  from journal
) ordered
where ordered.bucket = j.bucket and ordered.posyandu_id = j.posyandu_id and ordered.mid = j.mid;
select setval('journal_place', (select count(*) + 1 from journal));
alter table journal alter column place set default nextval('journal_place');
alter table journal alter column place set not null;
create index journal_in_order on journal (bucket, posyandu_id, place);
create index journal_parked on journal (bucket, posyandu_id, place) where status = 'parked';

alter table review drop constraint review_status_check;
alter table review add constraint review_status_check
  check (status in ('waiting', 'approved', 'returned', 'quarantined', 'parked', 'corrected'));

-- All numbers of a device up to here are in the journal.
create table device_numbers (
  bucket smallint not null,
  posyandu_id uuid not null,
  device_id uuid not null,
  contig integer not null,
  primary key (bucket, posyandu_id, device_id)
);
