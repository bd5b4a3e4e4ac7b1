-- Ways to records that the first shape lacked: one record by its id alone, the measurements of a
-- month by the day they were taken, and what amends or voids a measurement.

create index review_by_mid on review (mid);

create index event_by_measured_on
  on event (bucket, posyandu_id, (body -> 'measurement' ->> 'measuredOn'));

create index event_by_target
  on event (bucket, posyandu_id, (body ->> 'targetId'))
  where body ->> 'targetId' is not null;
