import { expect, test } from 'vitest';
import { addDays } from '#domain/dates.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import type { ReviewRow, ScopeKeys, SyncStore } from '#server/sync/store.ts';
import { createMemorySyncStore } from '../../support/memory-sync-store.ts';
import {
  aProfile,
  createPhone,
  newAccountId,
  newPosyanduId,
  theImmunization,
  theMeasurement,
} from '../../support/mutations.ts';
import { seeded } from '../../support/phone.ts';

const BORN_ON = '2022-01-10';
const today = '2026-11-10';
const nowMs = Date.parse('2026-11-10T03:00:00Z');

interface Watched {
  readonly push: (mutations: readonly MutationEnvelope[]) => Promise<readonly ReviewRow[]>;
  /** Keys of every reading. */
  readonly asked: ScopeKeys[];
}

/** A posyandu of its own under the same ids. */
function aStore(
  { posyanduId, authorId }: ReturnType<typeof createPhone>,
  keysFor: (keys: ScopeKeys) => ScopeKeys,
): Watched {
  const memory = createMemorySyncStore();
  const grant = { posyanduId, posyanduName: 'Melati', villageName: 'Desa', puskesmasName: 'Uji' };
  memory.open(grant, [authorId]);
  const asked: ScopeKeys[] = [];
  let reviews: readonly ReviewRow[] = [];
  const store: SyncStore = {
    ...memory,
    inScope: (id, work) =>
      memory.inScope(id, (tx) =>
        work({
          ...tx,
          load: (keys) => {
            asked.push(keys);
            return tx.load(keysFor(keys));
          },
          save: (batch) => {
            reviews = batch.reviews;
            return tx.save(batch);
          },
        }),
      ),
  };
  return {
    asked,
    async push(mutations) {
      const context = { pushedBy: authorId, nowMs, today, decidedBy: null };
      const { verdicts } = await applyPush(store, mutations, context);
      expect(verdicts.filter(({ status }) => status !== 'applied')).toEqual([]);
      return reviews;
    },
  };
}

const inFull = (keys: ScopeKeys): ScopeKeys => ({
  ...keys,
  childIds: [...keys.childIds, ...keys.measuredIds],
  measuredIds: [],
});

/** Years of a few children as posyandu see them: mostly monthly, with gaps, slips and what was put right. */
function* storyOf(seed: number, phone: ReturnType<typeof createPhone>) {
  const chance = seeded(seed);
  const below = (limit: number) => Math.floor(chance() * limit);
  const is = (share: number) => chance() < share;
  const children = [1, 2].map(() => phone.register(aProfile({ bornOn: BORN_ON })));
  yield children;

  const measured: { readonly childId: string; readonly id: string; readonly day: string }[] = [];
  /** A little else each time; now and then a slip of the scale, or a length nobody took. */
  const valuesOn = (measuredOn: string, ageDays: number): Measurement => {
    const months = ageDays / 30.4;
    const weightGrams = 3300 + 9300 * (1 - Math.exp(-months / 20)) + 80 * months;
    const lengthMm = 500 + 380 * (1 - Math.exp(-months / 15)) + 4 * months;
    return theMeasurement({
      measuredOn,
      weightGrams: is(0.05) ? null : Math.round((weightGrams + below(900)) * (is(0.04) ? 2.5 : 1)),
      lengthMm: is(0.15) ? null : Math.round((lengthMm + below(16)) * (is(0.04) ? 0.6 : 1)),
      position: is(0.9) ? (ageDays < 731 ? 'lying' : 'standing') : null,
      headMm: is(0.4) ? 350 + Math.round(2.2 * Math.min(months, 50)) + below(14) : null,
      muacMm: 140,
      oedema: is(0.03),
    });
  };
  const weighing = (childId: string, ageDays: number) => {
    const day = addDays(BORN_ON, ageDays);
    const weigh = phone.weigh(childId, valuesOn(day, ageDays));
    measured.push({ childId, id: weigh.entity, day });
    return weigh;
  };
  const putRight = ({ childId, id, day }: (typeof measured)[number]) => {
    if (is(0.3)) return phone.void(childId, id);
    const moved = is(0.4) ? addDays(BORN_ON, 20 + below(1700)) : day;
    const values = valuesOn(moved, 400);
    return phone.amend(childId, id, { ...values, weightGrams: values.weightGrams ?? 9000 });
  };

  for (let ageDays = 20; ageDays < 1740; ageDays += 10 + below(30)) {
    if (is(0.1)) ageDays += below(200);
    const push = children.flatMap(({ entity }) =>
      is(0.9) ? [weighing(entity, Math.min(ageDays + below(4), 1740))] : [],
    );
    // Late, of a day long gone by.
    if (is(0.1)) push.push(weighing(children[below(2)]?.entity ?? '', 20 + below(ageDays)));
    const later: MutationEnvelope[] = [];
    const doubtful = measured[below(measured.length)];
    if (is(0.15) && doubtful !== undefined) later.push(putRight(doubtful));
    if (is(0.1)) later.push(phone.vaccinate(children[0]?.entity ?? '', theImmunization()));
    // Corrections come with what was weighed that day, or by themselves.
    if (is(0.5)) {
      if (push.length + later.length > 0) yield [...push, ...later];
      continue;
    }
    if (push.length > 0) yield push;
    if (later.length > 0) yield later;
  }
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

test('the measurements of the last months raise the flags that all of them would', async () => {
  const seen = { inPart: 0, readAgain: 0, flags: new Set<string>() };
  for (const seed of SEEDS) {
    const phone = createPhone({ posyanduId: newPosyanduId(), authorId: newAccountId() });
    const some = aStore(phone, (keys) => keys);
    const all = aStore(phone, inFull);
    for (const mutations of storyOf(seed, phone)) {
      const before = some.asked.length;
      const reviews = await some.push(mutations);
      expect(reviews, `seed ${seed}`).toEqual(await all.push(mutations));
      const readings = some.asked.length - before;
      if (readings > 1) seen.readAgain += 1;
      else if (some.asked.at(-1)?.childIds.length === 0) seen.inPart += 1;
      for (const { flags } of reviews) for (const flag of flags) seen.flags.add(flag);
    }
  }
  // Else nothing was held against the last months alone, or nothing ever asked for more.
  expect(seen.inPart).toBeGreaterThan(300);
  expect(seen.readAgain).toBeGreaterThan(100);
  expect([...seen.flags].sort()).toEqual(
    expect.arrayContaining(['big-jump', 'correction', 'implausible', 'question', 'refer']),
  );
});
