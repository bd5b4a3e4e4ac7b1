/** Lets the programs take turns at each measure, so that a busy minute does not fall on one alone. */

import { setTimeout as delay } from 'node:timers/promises';
import type { FirstLoad } from './bench-page.ts';
import { openBenchPhone, PLAIN, type BenchPhone, type Conditions } from './bench-phone.ts';
import type { Contender, Measure, Stage } from './contender.ts';
import type { Child } from './invented.ts';
import { startMeteredFront, type MeteredFront, type Wire } from './metered-front.ts';

/** Of one measure of one program: what each run took and moved. */
export interface Figure {
  readonly contender: string;
  readonly records: number;
  readonly conditions: string;
  readonly measure: Measure | 'sign-in';
  readonly runs: readonly Run[];
}

export interface Run {
  readonly ms: number;
  readonly wire: Wire;
  /** What the browser then used for its database. */
  readonly databaseBytes: number;
}

const MADE_OFFLINE = 200;
const CHANGED_ELSEWHERE = 20;
/** A page still draws what the measure before brought it. */
const REST_MS = 2_000;
/** Whoever needs longer in a slow world is not asked again. */
const TOO_LONG_TO_REPEAT_MS = 30_000;
const NEVER_MS = 6 * 60_000;

interface Place {
  readonly contender: Contender;
  readonly stage: Stage;
  readonly front: MeteredFront;
  readonly runs: Map<string, Run[]>;
  phone: BenchPhone | null;
  /** Records its phone must hold. */
  expected: number;
}

type Repeated = Conditions & { readonly repeat: number };

/** @param children what every server holds */
export async function runRounds(
  contenders: readonly Contender[],
  children: readonly Child[],
  conditions: readonly Repeated[],
): Promise<Figure[]> {
  const records = children.reduce((sum, { visits }) => sum + 1 + visits.length, 0);
  const places: Place[] = [];
  try {
    for (const contender of contenders) {
      console.log(`${contender.name}: a server with ${String(records)} records`);
      const stage = await contender.start(children);
      const front = await startMeteredFront(stage.url, stage.files);
      const place = { contender, stage, front, runs: new Map(), phone: null, expected: records };
      places.push(place);
    }
    for (const world of conditions) await inTurn(places, world, 'first load', firstLoad);
    for (const world of conditions) await inTurn(places, world, 'push', saveAndPush);
    for (const world of conditions) await inTurn(places, world, 'pull', pull);
  } finally {
    for (const { stage, front, phone } of places) {
      await phone?.close();
      await front.stop();
      await stage.stop();
    }
  }
  return places.flatMap(({ contender, runs }) =>
    [...runs].map(([key, taken]) => {
      const [world = '', measure = ''] = key.split('|');
      return {
        contender: contender.name,
        records,
        conditions: world,
        measure: measure as Figure['measure'],
        runs: taken,
      };
    }),
  );
}

async function inTurn(
  places: readonly Place[],
  world: Repeated,
  measure: Measure,
  take: (place: Place, world: Conditions) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < world.repeat; round += 1) {
    for (const place of places) {
      if (!place.contender.does.has(measure)) continue;
      const before = place.runs.get(keyOf(world, measure)) ?? [];
      if (before.some(({ ms }) => ms > TOO_LONG_TO_REPEAT_MS)) continue;
      await take(place, world);
    }
  }
}

async function firstLoad(place: Place, world: Conditions): Promise<void> {
  await place.phone?.close();
  const phone = await openBenchPhone(place.front.url);
  place.phone = phone;
  const person = await place.stage.newPerson();
  await phone.live(world);
  let signInMs: number | null = null;
  await note(place, world, 'first load', async () => {
    const taken: FirstLoad = await phone.page.evaluate(
      (as) => bench?.firstLoad(as) ?? Promise.reject(new Error('no bench')),
      person,
    );
    signInMs = taken.signInMs;
    return taken.ms;
  });
  if (signInMs !== null) await note(place, world, 'sign-in', () => Promise.resolve(signInMs ?? 0));
}

async function saveAndPush(place: Place, world: Conditions): Promise<void> {
  const phone = await phoneOf(place);
  await phone.live(world, false);
  await note(place, world, 'save', () =>
    phone.page.evaluate(
      (count) => bench?.save(count) ?? Promise.reject(new Error('no bench')),
      MADE_OFFLINE,
    ),
  );
  place.expected += MADE_OFFLINE;
  const waiting = await held(phone);
  if (waiting.unsent !== MADE_OFFLINE) throw new Error(`${String(waiting.unsent)} wait`);
  await note(place, world, 'push', async () => {
    const pushed = phone.page.evaluate(
      () => bench?.pushWhenOnline() ?? Promise.reject(new Error('no bench')),
    );
    // It listens by now: the browser serves what it is told in order.
    await phone.page.evaluate(() => undefined);
    await phone.live(world);
    return pushed;
  });
}

async function pull(place: Place, world: Conditions): Promise<void> {
  const phone = await phoneOf(place);
  await place.stage.changeElsewhere(CHANGED_ELSEWHERE);
  place.expected += CHANGED_ELSEWHERE;
  await delay(REST_MS);
  await phone.live(world);
  await note(place, world, 'pull', () =>
    phone.page.evaluate(() => bench?.pull() ?? Promise.reject(new Error('no bench'))),
  );
}

/** Of the last first load; a program that has none begins with an empty phone. */
async function phoneOf(place: Place): Promise<BenchPhone> {
  place.phone ??= await openBenchPhone(place.front.url);
  return place.phone;
}

/** Takes one run down, after a look whether it did what it was to do. */
async function note(
  place: Place,
  world: Conditions,
  measure: Figure['measure'],
  work: () => Promise<number>,
): Promise<void> {
  const { phone, front, contender, runs } = place;
  if (phone === null) throw new Error('no phone');
  const before = front.wire();
  const ms = await inTime(`${contender.name}, ${measure}`, work());
  const after = front.wire();
  await phone.live(PLAIN, measure !== 'save');
  if (measure === 'push' || measure === 'first load' || measure === 'pull') {
    await check(place, phone, measure);
  }
  const run: Run = {
    ms,
    wire: {
      requests: after.requests - before.requests,
      upBytes: after.upBytes - before.upBytes,
      downBytes: after.downBytes - before.downBytes,
    },
    databaseBytes: await phone.databaseBytes(),
  };
  const key = keyOf(world, measure);
  runs.set(key, [...(runs.get(key) ?? []), run]);
  console.log(`${contender.name}, ${world.name}, ${measure}: ${String(Math.round(ms))} ms`);
}

async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const never = delay(NEVER_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`${what}: nothing in ${String(NEVER_MS / 60_000)} minutes`);
  });
  never.catch(() => undefined);
  try {
    return await Promise.race([work, never]);
  } finally {
    late.abort();
  }
}

async function check(
  { expected, contender }: Place,
  phone: BenchPhone,
  after: string,
): Promise<void> {
  const { records, unsent } = await held(phone);
  const holdsRecords = contender.does.has('first load');
  if (unsent === 0 && (records === expected || !holdsRecords)) return;
  throw new Error(
    `${contender.name} after ${after}: ${String(records)} records of ${String(expected)}, ${String(unsent)} not sent`,
  );
}

function held(phone: BenchPhone) {
  return phone.page.evaluate(() => bench?.held() ?? Promise.reject(new Error('no bench')));
}

function keyOf({ name }: Conditions, measure: Figure['measure']): string {
  return `${name}|${measure}`;
}
