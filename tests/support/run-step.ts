/** Runs one step of the whole test run, and leaves no process of it behind. */

import { spawn, type ChildProcess } from 'node:child_process';
import { delimiter, join } from 'node:path';

export interface StepEnd {
  /** `null` when a signal ended it: ours after the time limit, or another's. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
  readonly timedOut: boolean;
}

interface StepOptions {
  /** Print while it runs, rather than only hand back. */
  readonly loud: boolean;
  readonly limitMinutes: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A log is read in files, too; and tools that find both wishes do not agree which one counts. */
const { FORCE_COLOR: _colour, ...withoutColour } = process.env;

const running = new Set<ChildProcess>();
let ending = false;

/** Tools come from this project's own `node_modules`, so that the pinned Node runs them. */
const path = [join(process.cwd(), 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(
  delimiter,
);

export async function runStep(
  command: readonly [string, ...string[]],
  { loud, limitMinutes, env = {} }: StepOptions,
): Promise<StepEnd> {
  if (ending) return new Promise(() => undefined);
  const [program, ...args] = command;
  const startedAt = performance.now();
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that whatever it starts can be ended with it.
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
    env: { ...withoutColour, PATH: path, CI: 'true', NO_COLOR: '1', ...env },
  });
  running.add(child);

  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (loud) process.stdout.write(chunk);
    });
  }

  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    void endPolitely(child);
  }, limitMinutes * 60_000);

  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', (cause) => {
      chunks.push(Buffer.from(`${String(cause)}\n`));
      resolve(null);
    });
    child.once('close', resolve);
  });
  clearTimeout(limit);
  running.delete(child);
  signal(child, 'SIGKILL');

  return {
    exitCode,
    output: Buffer.concat(chunks).toString('utf8'),
    seconds: (performance.now() - startedAt) / 1000,
    timedOut,
  };
}

/** For Ctrl-C: ends what runs and starts nothing more. */
export async function endAllSteps(): Promise<void> {
  ending = true;
  await Promise.all([...running].map(endPolitely));
}

/** What a runner has started in a session of its own, only the runner can end. */
const GRACE_MS = 15_000;

async function endPolitely(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  signal(child, 'SIGTERM');
  const impatience = setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(impatience);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Nothing of the group is left.
  }
}
