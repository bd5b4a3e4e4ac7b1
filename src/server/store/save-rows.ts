/** All that a chunk made of one posyandu, and its counter, in one statement: each is a round trip under the lock. */

import { sql, type Transaction } from 'kysely';
import type { ReviewStatus } from '#protocol/pull.ts';
import type { ScopeBatch } from '#server/sync/store.ts';
import type { Numbers } from './device-numbers.ts';
import { lookedForBy } from './event-columns.ts';
import { bigints, bytes, instants, integers, texts, uuids } from './lists.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

/** The verdict told the phone already. */
const TOLD_BY_VERDICT: ReadonlySet<ReviewStatus> = new Set(['waiting', 'parked']);

/**
 * Each column of the new rows is one list. Reviews that stand anew are not
 * among them: a row that may be there already costs a third more than a new one.
 *
 * @param numbers see `saveScope`
 * @returns the counter as it stands afterwards
 */
export async function saveRows(
  tx: Transaction<Database>,
  { bucket, posyandu_id, puskesmas_id, seq: before }: LockedScope,
  batch: ScopeBatch,
  numbers: readonly Numbers[],
): Promise<number> {
  let seq = before;
  const { journal, children, events } = batch;
  const envelopes = journal.map(({ envelope }) => envelope);
  const childSeqs = children.map(() => ++seq);
  const lookedFor = events.map(({ event }) => lookedForBy(event));
  const eventSeqs = events.map(() => ++seq);
  const arrived = new Set(envelopes.map(({ mid }) => mid));
  const reviews = batch.reviews.filter(({ mid }) => arrived.has(mid));
  const reviewSeqs = reviews.map(({ status }) => (TOLD_BY_VERDICT.has(status) ? null : ++seq));

  // A list is read from its first value to its last, so the journal's places follow it. To join
  // the posyandu's key to it, or to sort by its order, would copy each row once more.
  await sql`/* prepared: save_rows */
    with journaled as (
      insert into journal (bucket, posyandu_id, mid, device_id, seq, author_id, pushed_by, op, opv,
        entity, content_hash, body, arrived_at, status, reason, needs)
      select ${bucket}::smallint, ${posyandu_id}::uuid, mid, device_id, seq, author_id, pushed_by, op, opv,
        entity, content_hash, body, arrived_at, status, reason, needs::uuid[]
      from unnest(
        ${uuids(envelopes.map(({ mid }) => mid))}::uuid[],
        ${uuids(envelopes.map(({ deviceId }) => deviceId))}::uuid[],
        ${integers(envelopes.map((envelope) => envelope.seq))}::integer[],
        ${uuids(envelopes.map(({ authorId }) => authorId))}::uuid[],
        ${uuids(journal.map(({ pushedBy }) => pushedBy))}::uuid[],
        ${texts(envelopes.map(({ op }) => op))}::text[],
        ${integers(envelopes.map(({ opv }) => opv))}::integer[],
        ${uuids(envelopes.map(({ entity }) => entity))}::uuid[],
        ${bytes(journal.map(({ contentHash }) => contentHash))}::bytea[],
        ${texts(envelopes.map((envelope) => JSON.stringify(envelope)))}::text[],
        ${instants(journal.map(({ arrivedAtMs }) => arrivedAtMs))}::timestamptz[],
        ${texts(journal.map(({ status }) => status))}::text[],
        ${texts(journal.map(({ reason }) => reason))}::text[],
        ${texts(journal.map(({ needs }) => braced(needs)))}::text[]
      ) as row (mid, device_id, seq, author_id, pushed_by, op, opv,
        entity, content_hash, body, arrived_at, status, reason, needs)
    ),
    registered as (
      insert into child as c (bucket, posyandu_id, id, profile, field_versions, created_by,
        merged_into, moved_to, scope_seq)
      select ${bucket}::smallint, ${posyandu_id}::uuid, id, profile::jsonb, field_versions::jsonb, created_by,
        merged_into, moved_to, scope_seq
      from unnest(
        ${uuids(children.map(({ id }) => id))}::uuid[],
        ${texts(children.map(({ profile }) => JSON.stringify(profile)))}::text[],
        ${texts(children.map(({ fieldVersions }) => JSON.stringify(fieldVersions)))}::text[],
        ${uuids(children.map(({ createdBy }) => createdBy))}::uuid[],
        ${uuids(children.map(({ mergedInto }) => mergedInto))}::uuid[],
        ${uuids(children.map(({ movedTo }) => movedTo))}::uuid[],
        ${bigints(childSeqs)}::bigint[]
      ) as row (id, profile, field_versions, created_by, merged_into, moved_to, scope_seq)
      on conflict (bucket, posyandu_id, id) do update
        set profile = excluded.profile, field_versions = excluded.field_versions,
          merged_into = excluded.merged_into, moved_to = excluded.moved_to,
          scope_seq = excluded.scope_seq
    ),
    recorded as (
      insert into event (bucket, posyandu_id, id, child_id, mid, occurred_on, body, target_id,
        measured_on, scope_seq)
      select ${bucket}::smallint, ${posyandu_id}::uuid, id, child_id, mid, occurred_on::date, body::json, target_id,
        measured_on::date, scope_seq
      from unnest(
        ${uuids(events.map(({ event }) => event.id))}::uuid[],
        ${uuids(events.map(({ event }) => event.childId))}::uuid[],
        ${uuids(events.map(({ mid }) => mid))}::uuid[],
        ${texts(events.map(({ occurredOn }) => occurredOn))}::text[],
        ${texts(events.map(({ event }) => JSON.stringify(event)))}::text[],
        ${uuids(lookedFor.map(({ target_id }) => target_id))}::uuid[],
        ${texts(lookedFor.map(({ measured_on }) => measured_on))}::text[],
        ${bigints(eventSeqs)}::bigint[]
      ) as row (id, child_id, mid, occurred_on, body, target_id, measured_on, scope_seq)
    ),
    reviewed as (
      insert into review (bucket, posyandu_id, puskesmas_id, mid, op, entity, child_id, author_id,
        arrived_at, status, reason, flags, answers, decided_by, decided_at, scope_seq)
      select ${bucket}::smallint, ${posyandu_id}::uuid, ${puskesmas_id}::uuid, mid, op, entity, child_id, author_id,
        arrived_at, status, reason, flags::text[], answers, decided_by,
        case when decided_by is not null then arrived_at end, scope_seq
      from unnest(
        ${uuids(reviews.map(({ mid }) => mid))}::uuid[],
        ${texts(reviews.map(({ op }) => op))}::text[],
        ${uuids(reviews.map(({ entity }) => entity))}::uuid[],
        ${uuids(reviews.map(({ childId }) => childId))}::uuid[],
        ${uuids(reviews.map(({ authorId }) => authorId))}::uuid[],
        ${instants(reviews.map(({ arrivedAtMs }) => arrivedAtMs))}::timestamptz[],
        ${texts(reviews.map(({ status }) => status))}::text[],
        ${texts(reviews.map(({ reason }) => reason))}::text[],
        ${texts(reviews.map(({ flags }) => braced(flags)))}::text[],
        ${uuids(reviews.map(({ answers }) => answers))}::uuid[],
        ${uuids(reviews.map(({ decidedBy }) => decidedBy))}::uuid[],
        ${bigints(reviewSeqs)}::bigint[]
      ) as row (mid, op, entity, child_id, author_id, arrived_at, status, reason, flags, answers,
        decided_by, scope_seq)
    ),
    remembered as (
      insert into device_numbers (bucket, posyandu_id, device_id, contig)
      select ${bucket}::smallint, ${posyandu_id}::uuid, device_id, contig
      from unnest(
        ${uuids(numbers.map(({ deviceId }) => deviceId))}::uuid[],
        ${integers(numbers.map(({ contig }) => contig))}::integer[]
      ) as row (device_id, contig)
      on conflict (bucket, posyandu_id, device_id) do update set contig = excluded.contig
    )
    update scope_counter set seq = ${seq}
    where bucket = ${bucket} and posyandu_id = ${posyandu_id}`.execute(tx);
  return seq;
}

/** A list inside a list, of ids or slugs. */
function braced(values: readonly string[]): string {
  return `{${values.join()}}`;
}
