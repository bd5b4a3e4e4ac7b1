/** Devices that weigh without end over a network that drops, doubles and delays replies, and believe only whole answers. */

import { setTimeout as delay } from 'node:timers/promises';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import { pushResponseSchema } from '#protocol/push.ts';
import { createRandom } from '#server/practice/random.ts';
import type { LoadPhone } from '../bench/server-load.ts';
import { aProfile, createPhone, theMeasurement } from '../support/mutations.ts';
import { eachOnce } from './scene.ts';

/** One way each of what the network does to an answer. */
const FATES = ['whole', 'whole', 'dropped', 'doubled', 'delayed'] as const;

/** A kader weighs slower than a phone sends: what waits stays below a push. */
const MOST_WAITING = 40;
const LONGEST_DELAY_MS = 400;
const PAUSE_MS = 20;
/** The server's own words for "not now"; any other refusal of an honest push is a fault. */
const NOT_NOW = new Set([429, 503]);
/** Only says that something hangs; a busy machine is slow, not wrong. */
const PATIENCE_MS = 120_000;

export interface Crowd {
  /** Resolves after that many more. @throws when a device has failed, or nothing more comes */
  readonly moreAnswers: (count: number) => Promise<void>;
  readonly acknowledged: () => MutationEnvelope[];
  readonly made: () => MutationEnvelope[];
  /** Answers an honest device must never get, e.g. `HTTP 500`. */
  readonly wrong: () => readonly string[];
  readonly fates: () => Readonly<Record<string, number>>;
  /** Makes no more, and resolves when nothing is under way. */
  readonly pause: () => Promise<void>;
  /** Sends until everything made is acknowledged, over a network that behaves, or it is plain that it will not be. */
  readonly finish: () => Promise<void>;
}

/**
 * Starts at once.
 *
 * @param address where a device sends its so-many-eth push
 * @param seed of what befalls the answers; each device draws for itself, so that none disturbs another's luck
 */
export function startCrowd(
  phones: readonly LoadPhone[],
  address: (device: number, push: number) => string,
  seed: number,
): Crowd {
  let answers = 0;
  const waiters = new Set<() => void>();
  const wrong: string[] = [];
  const fates: Record<string, number> = {};
  const stopped = new AbortController();

  const devices = phones.map((phone, index) => {
    const { cookie, ...who } = phone;
    const random = createRandom(seed + 1 + index);
    let pushes = 0;
    const maker = createPhone(who);
    const register = maker.register(aProfile({ name: `Anak Uji ${index}` }));
    const made = [register];
    const acknowledged = new Set<string>();

    function weighSome(): void {
      if (made.length - acknowledged.size > MOST_WAITING) return;
      for (let count = 0; count < 5; count += 1) {
        const weightGrams = 8000 + (made.length % 900);
        made.push(maker.weigh(register.entity, theMeasurement({ weightGrams })));
      }
    }

    /** @returns what takes note of the answer, so that it can come late or never */
    async function send(): Promise<() => void> {
      const mutations = made.filter(({ mid }) => !acknowledged.has(mid)).slice(0, 50);
      pushes += 1;
      const response = await fetch(`${address(index, pushes)}/api/sync/push`, {
        method: 'POST',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { 'content-type': 'application/json', 'x-siposyandu': '1', cookie },
        body: JSON.stringify({
          protocol: 1,
          deviceId: phone.deviceId,
          app: 'test',
          wallMs: Date.now(),
          waiting: 0,
          mutations,
        }),
      });
      const body: unknown = await response.json();
      if (!response.ok) {
        if (!NOT_NOW.has(response.status)) wrong.push(`HTTP ${response.status}`);
        return () => undefined;
      }
      const { verdicts } = pushResponseSchema.parse(body);
      return () => {
        answers += 1;
        for (const { mid, status } of verdicts) {
          if (status === 'applied' || status === 'duplicate') acknowledged.add(mid);
          else wrong.push(status);
        }
        for (const wake of waiters) wake();
      };
    }

    async function pushOnce(): Promise<void> {
      const fate = random.pick(FATES);
      fates[fate] = (fates[fate] ?? 0) + 1;
      if (fate === 'doubled') {
        for (const hear of await Promise.all([send(), send()])) hear();
        return;
      }
      const hear = await send();
      if (fate === 'whole') hear();
      // The device sends again before this answer comes.
      if (fate === 'delayed') late.push(delay(random.between(0, LONGEST_DELAY_MS)).then(hear));
    }
    const late: Promise<void>[] = [];

    async function run(): Promise<void> {
      while (!stopped.signal.aborted) {
        weighSome();
        await orServerGone(pushOnce());
        await delay(PAUSE_MS);
      }
      await Promise.all(late);
    }

    async function finish(): Promise<void> {
      const until = Date.now() + PATIENCE_MS;
      while (acknowledged.size < made.length) {
        if (Date.now() > until) {
          wrong.push('not all of a device was taken in the end');
          return;
        }
        await orServerGone(send().then((hear) => hear()));
      }
    }

    return {
      made,
      finish,
      running: run(),
      acknowledged: () => made.filter(({ mid }) => acknowledged.has(mid)),
    };
  });

  const allRunning = Promise.all(devices.map(({ running }) => running));
  // Told to whoever waits next; until then nobody is there to hear it.
  allRunning.catch(() => undefined);

  return {
    async moreAnswers(count) {
      const wanted = answers + count;
      const heard = new Promise<void>((resolve) => {
        const look = (): void => {
          if (answers < wanted) return;
          waiters.delete(look);
          resolve();
        };
        waiters.add(look);
        look();
      });
      const silence = new AbortController();
      const tooLong = delay(PATIENCE_MS, null, { signal: silence.signal, ref: false }).then(() => {
        const said = eachOnce(wrong).join(', ');
        throw new Error(`no ${count} more answers within ${PATIENCE_MS / 1000} s; before: ${said}`);
      });
      tooLong.catch(() => undefined);
      await Promise.race([heard, allRunning, tooLong]);
      silence.abort();
    },
    acknowledged: () => devices.flatMap((device) => device.acknowledged()),
    made: () => devices.flatMap(({ made }) => made),
    wrong: () => wrong,
    fates: () => fates,
    async pause() {
      stopped.abort();
      await allRunning;
    },
    async finish() {
      await Promise.all(devices.map((device) => device.finish()));
    },
  };
}

/** The server is down or dies under the request: that is what is tried here. */
async function orServerGone(sending: Promise<void>): Promise<void> {
  await sending.catch((error: unknown) => {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
  });
}
