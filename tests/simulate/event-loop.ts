/** The event loop in the simulator's hands: it knows when nothing is left to do, so nothing ever depends on how fast the machine is. */

const realSetImmediate = globalThis.setImmediate;
let outstanding = 0;
let takenOver = false;

/**
 * Counts what waits for its turn: the database in memory runs on `setImmediate`
 * alone, and everything else of a simulated phone on promises.
 */
export function takeOverEventLoop(): void {
  if (takenOver) return;
  takenOver = true;
  const counted = (run: (...args: unknown[]) => void, ...args: unknown[]) => {
    outstanding += 1;
    return realSetImmediate(() => {
      outstanding -= 1;
      run(...args);
    });
  };
  globalThis.setImmediate = Object.assign(counted, {
    __promisify__: realSetImmediate.__promisify__,
  }) as typeof setImmediate;
}

/** Everything that waits for its turn gets one. */
async function turn(): Promise<void> {
  await new Promise<void>((resolve) => {
    realSetImmediate(resolve);
  });
}

/** So many turns, or fewer when nothing is left to do: stops work in the middle. */
export async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    await turn();
    if (outstanding === 0) return;
  }
}

const TOO_MANY = 200_000;

/** Until nothing waits but virtual time. */
export async function settle(): Promise<void> {
  for (let done = 0; done < TOO_MANY; done += 1) {
    await turn();
    if (outstanding === 0) return;
  }
  throw new Error('the phones never come to rest');
}
