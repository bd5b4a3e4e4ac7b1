import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  childIdSchema,
  mutationIdSchema,
  puskesmasIdSchema,
  type PosyanduId,
} from '#domain/ids.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import type { RecordFilter, ReviewStore } from '#server/review/store.ts';
import { createPuskesmas } from '#server/store/posyandu-store.ts';
import { createReviewStore } from '#server/store/review-store.ts';
import type { Database } from '#server/store/schema.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { createPhone, newChildId } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { aPosyandu, START_MS } from '../../support/server.ts';

/** What a puskesmas may have waiting on the Monday after posyandu week, and as much decided before. */
const WAITING = 10_000;
const DECIDED = 10_000;
const PUSKESMAS = 3;
const POSYANDU_EACH = 20;

let database: TestDatabase;
let store: ReviewStore;
/** Notes what it is asked. */
let counting: Kysely<Database>;
let statements: CompiledQuery[] = [];
const puskesmasIds = Array.from({ length: PUSKESMAS }, () => puskesmasIdSchema.parse(randomUUID()));
const reach = { puskesmasId: puskesmasIds[0] as (typeof puskesmasIds)[number] };
let posyanduId: PosyanduId;

beforeAll(async () => {
  database = await createTestDatabase();
  counting = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: ({ query }) => {
      statements.push(query);
    },
  });
  store = createReviewStore(counting);
  for (const id of puskesmasIds) {
    await createPuskesmas(database.db, { id, name: 'Puskesmas Uji', practice: false });
    for (let n = 0; n < POSYANDU_EACH; n += 1) {
      posyanduId = await aPosyandu(database.db, id);
    }
    await fill(id, WAITING, 'waiting');
    await fill(id, DECIDED, 'approved');
  }
  posyanduId = await database.db
    .selectFrom('posyandu')
    .select('id')
    .where('puskesmas_id', '=', reach.puskesmasId)
    .executeTakeFirstOrThrow()
    .then(({ id }) => id);
  await database.pool.query('analyze');
}, 120_000);
afterAll(() => database.drop());

/** Spread over the posyandu, a hundred in every second; every thousandth is implausible. */
async function fill(puskesmasId: string, count: number, status: string) {
  await database.pool.query(
    `insert into review (bucket, posyandu_id, mid, puskesmas_id, op, entity, child_id, author_id,
       arrived_at, status, flags)
     select p.bucket, p.id, gen_random_uuid(), $1, 'measure.record', gen_random_uuid(),
       gen_random_uuid(), gen_random_uuid(), to_timestamp($4) - (n / 100) * interval '1 second',
       $3,
       case when n % 1000 = 0 then array['implausible'] else '{}' end
     from generate_series(1, $2::integer) n
     join (select *, row_number() over () as number from posyandu where puskesmas_id = $1) p
       on p.number = n % ${POSYANDU_EACH} + 1`,
    [puskesmasId, count, status, START_MS / 1000],
  );
  await database.pool.query(
    `insert into journal (bucket, posyandu_id, mid, device_id, seq, author_id, pushed_by, op, opv,
       entity, content_hash, body, arrived_at, status)
     select bucket, posyandu_id, mid, gen_random_uuid(), 1, author_id, author_id, op, 1, entity,
       '', $3::jsonb || jsonb_build_object('mid', mid, 'posyanduId', posyandu_id,
         'authorId', author_id, 'entity', entity), arrived_at, 'applied'
     from review where puskesmas_id = $1 and status = $2`,
    [puskesmasId, status, JSON.stringify(createPhone().weigh(newChildId()))],
  );
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const isOfReview = (node: PlanNode) =>
  node['Relation Name'] === 'review' || node['Index Name']?.startsWith('review_') === true;

/** How the database went about what `work` asked of it. */
async function plansOf(work: () => Promise<unknown>): Promise<PlanNode[]> {
  statements = [];
  await work();
  const nodes: PlanNode[] = [];
  for (const { sql, parameters } of statements) {
    const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (analyze, format json) ${sql}`,
      [...parameters],
    );
    rows.forEach((row) => nodes.push(...nodesOf(row['QUERY PLAN'][0].Plan)));
  }
  return nodes;
}

/** By which indexes `review` is read where a statement is planned before its values are known. */
async function indexesOf(work: () => Promise<unknown>): Promise<(string | undefined)[]> {
  statements = [];
  await work();
  const nodes: PlanNode[] = [];
  for (const { sql } of statements.filter((one) => /from review/.test(one.sql))) {
    const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (generic_plan, format json) ${sql}`,
    );
    rows.forEach((row) => nodes.push(...nodesOf(row['QUERY PLAN'][0].Plan)));
  }
  return nodes
    .filter((node) => /Scan/.test(node['Node Type']) && isOfReview(node))
    .map((node) => node['Index Name'] ?? node['Node Type']);
}

const rowsOf = (node: PlanNode) =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
/** Rows of a table that were looked at. */
const looked = (nodes: readonly PlanNode[], table = 'review') =>
  nodes
    .filter((node) => node['Relation Name'] === table)
    .reduce((sum, node) => sum + rowsOf(node), 0);
/** The most rows that anything sorted. */
const sorted = (nodes: readonly PlanNode[]) =>
  Math.max(
    0,
    ...nodes
      .filter((node) => node['Node Type'] === 'Sort')
      .flatMap((node) => node.Plans ?? [])
      .map(rowsOf),
  );

const waiting = (over: Partial<RecordFilter> = {}): RecordFilter => ({
  status: 'waiting',
  posyanduId: null,
  flag: null,
  kind: null,
  ...over,
});
const page = { after: null, limit: 51 };

describe(`with ${WAITING} records waiting`, () => {
  test('a page is read along the index, no more than it shows', async () => {
    const nodes = await plansOf(() => store.list(reach, waiting(), page));
    expect(looked(nodes)).toBe(51);
    expect(looked(nodes, 'journal')).toBe(51);
    expect(sorted(nodes)).toBeLessThanOrEqual(51);
  });

  test('a page in the middle costs the same as the first', async () => {
    const after = { arrivedAtMs: START_MS - 50_000, mid: mutationIdSchema.parse(randomUUID()) };
    const nodes = await plansOf(() => store.list(reach, waiting(), { after, limit: 51 }));
    expect(looked(nodes)).toBe(51);
  });

  test('a page of one posyandu costs no more', async () => {
    const filter = waiting({ posyanduId });
    const nodes = await plansOf(() => store.list(reach, filter, page));
    expect(looked(nodes)).toBe(51);
  });

  test('a page of all puskesmas costs one page of each', async () => {
    const nodes = await plansOf(() => store.list('all', waiting(), page));
    expect(looked(nodes)).toBe(51 * PUSKESMAS);
  });

  test('a rare flag is found among those waiting, not among all there are', async () => {
    const flag: ReviewFlag = 'implausible';
    const nodes = await plansOf(() => store.list(reach, waiting({ flag }), page));
    expect(looked(nodes)).toBeLessThanOrEqual(WAITING);
  });

  test('nobody counts further than is said', async () => {
    const nodes = await plansOf(() => store.count(reach, waiting(), 1001));
    expect(looked(nodes)).toBeLessThanOrEqual(1001);
    expect(await store.count(reach, waiting(), 1001)).toBe(1001);
  });

  test('one record and the two hundred of a decision are found by their ids', async () => {
    const records = await store.list(reach, waiting(), { after: null, limit: 200 });
    const mids = records.map(({ mid }) => mid);
    const nodes = await plansOf(() => store.locate(reach, mids));
    expect(looked(nodes)).toBe(200);
    const one = await plansOf(() => store.find(reach, mids[0] ?? mutationIdSchema.parse('')));
    expect(looked(one)).toBe(1);
  });

  test('who came from elsewhere is looked for by the child, not among all that waits', async () => {
    const child = childIdSchema.parse(randomUUID());
    const sync = createSyncStore(counting);
    const indexes = await indexesOf(() =>
      sync.inScope(posyanduId, (tx) => tx.arrivalsWaiting([child])),
    );
    expect(indexes).toEqual(['review_by_child']);
  });

  test('the overview counts what waits, not what was decided', async () => {
    const nodes = await plansOf(() =>
      store.posyandu(reach, {
        bornAfter: '2021-11-10',
        nowMs: START_MS,
        silentBeforeMs: START_MS - 35 * 86_400_000,
      }),
    );
    expect(looked(nodes)).toBe(WAITING);
  });
});
