/** Kills a station again and again under a crowd's pushes, then counts the damage. */

import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, type Random } from '#server/practice/random.ts';
import { createDb, createPool } from '#server/store/database.ts';
import { signInCrowd } from '../bench/server-crowd.ts';
import { startCrowd } from './crowd.ts';
import { countDamage, type Damage } from './damage.ts';
import type { Station } from './station.ts';

const POSYANDU = 4;
const PHONES_EACH = 5;
/** A kill comes when pushes are heard again, so that it falls into the middle of others. */
const MOST_ANSWERS = 20;
const LONGEST_WAIT_MS = 60;

interface KillRun {
  readonly kills: number;
  readonly seed: number;
  readonly open: (random: Random) => Promise<Station>;
}

interface KillResult {
  /** How often each thing was killed. */
  readonly killed: Readonly<Record<string, number>>;
  readonly fates: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  /** Right after the last kill, of what was acknowledged by then. */
  readonly afterKills: Damage;
  /** When the devices have sent everything, of all that was made. */
  readonly atEnd: Damage;
  readonly wrong: readonly string[];
}

export async function runKills({ kills, seed, open }: KillRun): Promise<KillResult> {
  const random = createRandom(seed);
  const station = await open(random);
  try {
    const pool = createPool(await station.connection(), () => undefined);
    const db = createDb(pool);
    const phones = await signInCrowd(db, POSYANDU, PHONES_EACH);
    await db.destroy();
    const crowd = startCrowd(phones, station.address, random);

    const killed: Record<string, number> = {};
    for (let kill = 0; kill < kills; kill += 1) {
      await crowd.moreAnswers(random.between(1, MOST_ANSWERS));
      await delay(random.between(0, LONGEST_WAIT_MS));
      const target = await station.killSomething();
      killed[target] = (killed[target] ?? 0) + 1;
    }
    // Then what was killed last is up again.
    await crowd.moreAnswers(1);
    await crowd.pause();
    const acknowledged = crowd.acknowledged();
    const afterKills = await countDamage(await station.connection(), acknowledged);
    await crowd.finish();
    const atEnd = await countDamage(await station.connection(), crowd.made());
    return {
      killed,
      fates: crowd.fates(),
      acknowledged: acknowledged.length,
      afterKills,
      atEnd,
      wrong: crowd.wrong(),
    };
  } finally {
    await station.stop();
  }
}
