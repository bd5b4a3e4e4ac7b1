import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { isGrowthEvent, isImmunizationEvent } from '#domain/child-event.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import { effectiveImmunizations } from '#domain/immunization/immunization-event.ts';
import { mutationEnvelopeSchema } from '#protocol/mutation.ts';
import { contentHash } from '#server/content-hash.ts';
import { compareWithJournal, isEqual } from '#server/rebuild/rebuild.ts';
import { inRebuild } from '#server/store/rebuild-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { aPosyandu } from '../support/a-posyandu.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';

/**
 * Mutations as released builds wrote them, kept for ever and never edited: a
 * phone that slept for years sends them still, and the journal is full of them.
 * One folder for each release that brought a new shape.
 */
const FOLDER = 'tests/fixtures/golden';
/** What they add up to. */
const EXPECTED = 'expected.json';

const goldenSchema = z.object({
  mutation: mutationEnvelopeSchema,
  verdict: z.object({ status: z.string(), reason: z.string().optional() }),
  contentHash: z.string(),
});

const releases = readdirSync(FOLDER).toSorted();
const goldenOf = (release: string) =>
  readdirSync(join(FOLDER, release))
    .filter((name) => name !== EXPECTED)
    .toSorted()
    .map((name) => ({
      name,
      ...goldenSchema.parse(JSON.parse(readFileSync(join(FOLDER, release, name), 'utf8'))),
    }));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe.each(releases)('mutations of %s', (release) => {
  const golden = goldenOf(release);

  test.each(golden)('$name is known again by its content', ({ mutation, contentHash: hash }) => {
    // Another hash would make a resend look like another mutation under the same id.
    expect(contentHash(mutation)).toBe(hash);
  });

  test('are taken as they were then', async () => {
    const [first] = golden;
    if (first === undefined) throw new Error('an empty release');
    const { posyanduId, authorId } = first.mutation;
    const { db } = database;
    await aPosyandu(db, 'Posyandu Lama', { posyanduId, kader: authorId });
    const store = createSyncStore(db);

    for (const { mutation, verdict } of golden) {
      const { verdicts } = await applyPush(store, [mutation], {
        pushedBy: authorId,
        nowMs: Date.parse('2026-11-10T03:00:00Z'),
        today: '2026-11-10',
        decidedBy: null,
      });
      expect(verdicts).toEqual([{ mid: mutation.mid, ...verdict }]);
    }

    const { stored, found } = await inRebuild(db, posyanduId, async (tx) => ({
      stored: tx.stored,
      found: compareWithJournal(tx.stored, Date.parse('2026-11-10T03:00:00Z')),
    }));
    expect(isEqual(found)).toBe(true);
    const events = stored.events.map(({ event }) => event);
    expect({
      children: stored.children.map(({ profile }) => profile).toSorted(byName),
      weighings: effectiveMeasurements(events.filter(isGrowthEvent)).map(
        ({ measurement, voided }) => ({ ...measurement, voided }),
      ),
      doses: effectiveImmunizations(events.filter(isImmunizationEvent)).map(
        ({ immunization, voided }) => ({ ...immunization, voided }),
      ),
    }).toEqual(JSON.parse(readFileSync(join(FOLDER, release, EXPECTED), 'utf8')));
  });
});

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
