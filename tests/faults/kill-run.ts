/** Kills a station again and again under a crowd's pushes, then counts the damage. */

import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '#server/practice/random.ts';
import { createDb, createPool } from '#server/store/database.ts';
import { signInCrowd } from '../bench/server-crowd.ts';
import { startCrowd } from './crowd.ts';
import { countDamage, problemsOf } from './damage.ts';
import type { SceneResult } from './scene.ts';
import type { StationKind } from './station.ts';

const POSYANDU = 4;
const PHONES_EACH = 5;
/** A kill comes when pushes are heard again, so that it falls into the middle of others. */
const MOST_ANSWERS = 20;
const LONGEST_WAIT_MS = 60;

interface KillRun {
  readonly kind: StationKind;
  readonly kills: number;
  /** The same seed kills the same things after as many answers; where in the server's work a kill falls is the machine's. */
  readonly seed: number;
  /** Hears of every kill. */
  readonly onKill?: (done: number) => void;
}

interface Kill {
  readonly target: string;
  readonly afterAnswers: number;
  readonly waitMs: number;
}

function planKills({ kind, kills, seed }: KillRun): Kill[] {
  const random = createRandom(seed);
  return Array.from({ length: kills }, () => ({
    target: random.pick(kind.targets),
    afterAnswers: random.between(1, MOST_ANSWERS),
    waitMs: random.between(0, LONGEST_WAIT_MS),
  }));
}

export async function runKills(run: KillRun): Promise<SceneResult> {
  const { kind, kills, seed, onKill } = run;
  const plan = planKills(run);
  const station = await kind.open();
  try {
    const pool = createPool(await station.connection(), () => undefined);
    const db = createDb(pool);
    const phones = await signInCrowd(db, POSYANDU, PHONES_EACH);
    await db.destroy();
    const crowd = startCrowd(phones, station.address, seed);
    try {
      for (const [index, { target, afterAnswers, waitMs }] of plan.entries()) {
        await crowd.moreAnswers(afterAnswers);
        await delay(waitMs);
        await station.kill(target);
        onKill?.(index + 1);
      }
      // Then what was killed last is up again.
      await crowd.moreAnswers(1);
      await crowd.pause();
      const acknowledged = crowd.acknowledged();
      const afterKills = await countDamage(await station.connection(), acknowledged);
      await crowd.finish();
      const atEnd = await countDamage(await station.connection(), crowd.made());

      return {
        scene: kind.name,
        figures: { kills, acknowledged: acknowledged.length, ...afterKills },
        problems: [
          ...problemsOf('after the kills', afterKills),
          ...problemsOf('when all was sent', atEnd),
          ...crowd.wrong().map((answer) => `a device got an answer that must not be: ${answer}`),
        ],
        details: { seed, plan, replies: crowd.fates(), made: crowd.made().length, atEnd },
      };
    } finally {
      // Already paused, unless something went wrong; then its devices would push for ever.
      await crowd.pause().catch(() => undefined);
    }
  } finally {
    await station.stop();
  }
}
