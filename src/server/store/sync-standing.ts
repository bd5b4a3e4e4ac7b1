/**
 * All that a request of sync must know before it looks into a posyandu, asked
 * in one statement for all requests that come at the same time.
 */

import { sql } from 'kysely';
import type { AccountId, DeviceId, PosyanduId } from '#domain/ids.ts';
import type { Grant } from '#protocol/pull.ts';
import { grantFrom, type GrantRow } from './account-store.ts';
import type { Db } from './database.ts';
import { inBatches } from './in-batches.ts';
import { accountOf, type AccountRow, type LiveSession } from './session-store.ts';

/** What a device last said of itself in a posyandu. */
export interface Heard {
  readonly accountId: AccountId;
  readonly app: string;
  readonly waiting: number;
  readonly pushedAtMs: number | null;
  readonly pulledAtMs: number | null;
}

export interface Place {
  readonly posyanduId: PosyanduId;
  /** `null` where the grant is over or has not begun. */
  readonly grant: Grant | null;
  /** The posyandu's counter. */
  readonly counter: number;
  /** Of the device this session was opened on. */
  readonly heard: Heard | null;
}

export interface SyncStanding extends LiveSession {
  readonly epoch: string;
  /** Every posyandu this account was ever granted, by name. */
  readonly places: readonly Place[];
}

/** As many as are ever at work, and some that are refused then. */
const MOST_AT_ONCE = 100;

interface Question {
  readonly tokenHash: Buffer;
  readonly nowMs: number;
}

interface Row extends AccountRow {
  /** Which of those asked for, from 1 on. */
  readonly place: number;
  readonly device_id: DeviceId | null;
  readonly expires_at: Date;
  readonly epoch: string;
  readonly places:
    | readonly (GrantRow & {
        readonly open: boolean;
        readonly counter: number | null;
        readonly heard: Heard | null;
      })[]
    | null;
}

/**
 * One snapshot: a counter told here has every change up to it already there.
 *
 * @returns answers `null` when the session is unknown, over, revoked, or its account disabled
 */
export function syncStandings(
  db: Db,
): (tokenHash: Buffer, nowMs: number) => Promise<SyncStanding | null> {
  const find = inBatches<Question, { readonly found: SyncStanding | null }>(
    MOST_AT_ONCE,
    (questions) => standingsOf(db, questions),
  );
  return async (tokenHash, nowMs) => (await find({ tokenHash, nowMs })).found;
}

async function standingsOf(db: Db, questions: readonly Question[]) {
  const now = new Date(Math.max(...questions.map(({ nowMs }) => nowMs)));
  // As JSON, whose length PostgreSQL does not look at: so one plan serves every batch.
  const hashes = JSON.stringify(questions.map(({ tokenHash }) => tokenHash.toString('hex')));
  const { rows } = await sql<Row>`/* prepared: sync_standing */
    select asked.place, a.id, a.username, a.display_name, a.role, a.puskesmas_id, a.practice,
      s.device_id, s.expires_at,
      (select value from server_meta where key = 'epoch') as epoch,
      (
        select json_agg(json_build_object('posyanduId', p.id, 'posyanduName', p.name,
          'villageName', p.village_name, 'villageCode', p.village_code, 'puskesmasName', k.name, 'open', g.open, 'counter', c.seq,
          'heard', case when d.device_id is not null then json_build_object(
            'accountId', d.account_id, 'app', d.app, 'waiting', d.waiting,
            'pushedAtMs', (extract(epoch from d.last_push_at) * 1000)::bigint,
            'pulledAtMs', (extract(epoch from d.last_pull_at) * 1000)::bigint) end)
          order by p.name, p.id)
        from (
          select posyandu_id,
            bool_or(valid_from <= ${now} and (valid_until is null or valid_until > ${now})) as open
          from access_grant where account_id = a.id group by posyandu_id
        ) g
        join posyandu p on p.id = g.posyandu_id
        join puskesmas k on k.id = p.puskesmas_id
        left join scope_counter c on c.bucket = p.bucket and c.posyandu_id = p.id
        left join device_scope d
          on d.bucket = p.bucket and d.posyandu_id = p.id and d.device_id = s.device_id
      ) as places
    from json_array_elements_text(${hashes}::json) with ordinality as asked (hash, place)
    join session s on s.token_hash = decode(asked.hash, 'hex')
    join account a on a.id = s.account_id
    where s.revoked_at is null and s.expires_at > ${now} and a.disabled_at is null`.execute(db);
  const found = new Map(rows.map((row) => [row.place, standingOf(row)]));
  return questions.map((_, index) => ({ found: found.get(index + 1) ?? null }));
}

function standingOf(row: Row): SyncStanding {
  return {
    account: accountOf(row),
    deviceId: row.device_id,
    expiresAtMs: row.expires_at.getTime(),
    epoch: row.epoch,
    places: (row.places ?? []).map(({ open, counter, heard, ...grant }) => ({
      posyanduId: grant.posyanduId,
      grant: open ? grantFrom(grant) : null,
      counter: counter ?? 0,
      heard,
    })),
  };
}
