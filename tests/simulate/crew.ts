/** Several processes that run seeds side by side. What each seed tells does not depend on how many there are. */

import { fork } from 'node:child_process';
import type { Connection } from '#server/postgres/supervisor.ts';
import { BUGS } from './bugs.ts';
import { runSeed, type RunResult } from './run-seed.ts';

/** One thing to do: a seed, or the first of many that notices a bug. */
export interface Task {
  readonly seed: number;
  /** Of `BUGS`; `null` for none. */
  readonly bug: string | null;
  /** With a bug: the last seed to be tried. */
  readonly upTo: number;
  readonly only: readonly number[] | null;
  /** Every so manieth seed keeps its server's records there. */
  readonly postgres: { readonly every: number; readonly template: Connection } | null;
}

/** @returns of the seed itself; with a bug, of the first seed that broke an invariant or of the last tried */
export async function perform({ seed, bug, upTo, only, postgres }: Task): Promise<RunResult> {
  const known = bug === null ? {} : BUGS[bug];
  if (known === undefined) throw new Error(`no such bug: ${bug}`);
  for (let tried = seed; ; tried += 1) {
    const template = isOnPostgres(tried, postgres?.every ?? 0) ? postgres?.template : undefined;
    const result = await runSeed(tried, {
      bug: known,
      only: only === null ? undefined : new Set(only),
      postgres: template ?? null,
    });
    if (result.violation !== null || tried >= upTo || bug === null) return result;
  }
}

export function isOnPostgres(seed: number, every: number): boolean {
  return every > 0 && seed % every === 0;
}

const MEMBER = new URL('./crew-member.ts', import.meta.url).pathname;
/** Results worked out before they are asked for, for each process. */
const AHEAD = 8;

/**
 * Yields one result for each task, in their order.
 *
 * @param jobs processes; with 1 everything happens in this one
 */
export async function* performAll(
  tasks: readonly Task[],
  jobs: number,
): AsyncGenerator<RunResult, void, void> {
  if (jobs <= 1) {
    for (const task of tasks) yield await perform(task);
    return;
  }
  const members = Array.from({ length: Math.min(jobs, tasks.length) }, createMember);
  const free = [...members];
  const queue: ((member: Member) => void)[] = [];

  async function hand(task: Task): Promise<RunResult> {
    const member = free.pop() ?? (await new Promise<Member>((resolve) => queue.push(resolve)));
    try {
      return await member.perform(task);
    } finally {
      const following = queue.shift();
      if (following === undefined) free.push(member);
      else following(member);
    }
  }

  const begun: Promise<RunResult>[] = [];
  try {
    for (const index of tasks.keys()) {
      for (const task of tasks.slice(begun.length, index + jobs * AHEAD)) {
        const result = hand(task);
        // Heard of when its turn comes.
        result.catch(() => undefined);
        begun.push(result);
      }
      const result = begun[index];
      if (result !== undefined) yield await result;
    }
  } finally {
    for (const member of members) member.end();
  }
}

interface Member {
  perform(task: Task): Promise<RunResult>;
  end(): void;
}

export type Report = { readonly result: RunResult } | { readonly threw: string };

function createMember(): Member {
  const child = fork(MEMBER, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let hear: ((report: Report) => void) | null = null;
  child.on('message', (report) => hear?.(report as Report));
  // Ended by the same signal as this one; what that means, 'exit' tells.
  child.on('error', () => undefined);
  child.on('exit', (code, signal) => {
    hear?.({ threw: `a process of the crew ended: ${code ?? signal}` });
  });
  return {
    async perform(task) {
      const report = await new Promise<Report>((resolve) => {
        hear = resolve;
        child.send(task);
      });
      if ('threw' in report) throw new Error(report.threw);
      return report.result;
    },
    end: () => void child.kill(),
  };
}
