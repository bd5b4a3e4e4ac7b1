/** The event loop in the simulator's hands: it knows when nothing is left to do, so nothing ever depends on how fast the machine is. */

const realSetImmediate = globalThis.setImmediate;

type Task = () => void;

/** The database in memory runs on `setImmediate` alone, and everything else of a simulated phone on promises. */
let waiting: Task[] = [];
/** Of what waited, the part whose turn it is; last first. */
let turn: Task[] = [];
let isRunning = false;
/** Work under way outside this process. Nobody here moves on meanwhile. */
let outside = 0;
let lastOutside: Promise<unknown> = Promise.resolve();
/** The simulator itself, until so many turns are over or nothing is left to do. */
let watcher: { turnsLeft: number; readonly resume: () => void } | null = null;
let takenOver = false;

/** Call before anything is done with the database in memory. */
export function takeOverEventLoop(): void {
  if (takenOver) return;
  takenOver = true;
  const queue = (run: (...args: unknown[]) => void, ...args: unknown[]) => {
    waiting.push(() => run(...args));
    goOn();
  };
  globalThis.setImmediate = Object.assign(queue, {
    __promisify__: realSetImmediate.__promisify__,
  }) as unknown as typeof setImmediate;
}

function goOn(): void {
  if (isRunning || outside > 0) return;
  isRunning = true;
  afterPromises(runNext);
}

/** When no promise has anything left to do. A whole turn of the real loop would cost more than most tasks. */
function afterPromises(run: Task): void {
  queueMicrotask(() => process.nextTick(run));
}

function runNext(): void {
  isRunning = false;
  if (outside > 0) return;
  if (turn.length === 0) {
    turn = waiting.reverse();
    waiting = [];
  }
  const task = turn.pop();
  if (task === undefined) {
    restIfNothingComes();
    return;
  }
  task();
  if (turn.length === 0 && watcher !== null) {
    watcher.turnsLeft -= 1;
    if (watcher.turnsLeft <= 0) resume();
  }
  goOn();
}

/** Bodies of requests are read in ways of the platform's own, which take the real loop. */
function restIfNothingComes(): void {
  realSetImmediate(() => {
    if (!isRunning && outside === 0 && waiting.length + turn.length === 0) resume();
  });
}

function resume(): void {
  const resumed = watcher;
  watcher = null;
  resumed?.resume();
}

function watch(turnsLeft: number): Promise<void> {
  if (watcher !== null) throw new Error('the simulator waits twice');
  return new Promise<void>((done) => {
    watcher = { turnsLeft, resume: done };
    if (!isRunning && outside === 0) restIfNothingComes();
  });
}

/** So many turns of everything that waits, or fewer when nothing is left to do: stops work in the middle. */
export async function turns(count: number): Promise<void> {
  if (count > 0) await watch(count);
}

const TOO_MANY = 200_000;

/** Until nothing waits but virtual time. */
export async function settle(): Promise<void> {
  await watch(TOO_MANY);
  if (waiting.length + turn.length > 0) throw new Error('the phones never come to rest');
}

/**
 * Asks something outside this process, a real database, one question after the
 * other; until the answer is here nothing in the village moves, as if it took no time.
 */
export async function fromOutside<T>(ask: () => Promise<T>): Promise<T> {
  outside += 1;
  const answer = lastOutside.then(ask);
  lastOutside = answer.catch(() => undefined);
  try {
    return await answer;
  } finally {
    // Whoever waited for the answer may have another question.
    realSetImmediate(() => {
      outside -= 1;
      if (outside > 0) return;
      goOn();
    });
  }
}
