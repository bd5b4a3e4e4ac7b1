/** Time that passes only when the simulator says so: the server's clock, and the timers of everybody. */

export interface VirtualTime {
  readonly nowMs: () => number;
  /** @returns takes it back; harmless when it has run */
  after(ms: number, run: () => void): () => void;
  /**
   * Lets time pass and runs what falls due, in order.
   *
   * @param between runs first and after each, for what was set off to go on, wholly or partly
   */
  pass(ms: number, between: () => Promise<void>): Promise<void>;
  /** How long until something falls due; `null` when nothing will. */
  next(): number | null;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  let made = 0;
  let timers: Timer[] = [];

  function soonest(): Timer | undefined {
    let best: Timer | undefined;
    for (const timer of timers) {
      if (best === undefined || timer.atMs < best.atMs) best = timer;
    }
    return best;
  }

  return {
    nowMs: () => nowMs,
    after(ms, run) {
      made += 1;
      const timer = { atMs: nowMs + Math.max(0, Math.ceil(ms)), order: made, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async pass(ms, between) {
      const untilMs = nowMs + Math.ceil(ms);
      await between();
      for (;;) {
        const due = soonest();
        if (due === undefined || due.atMs > untilMs) break;
        timers = timers.filter((other) => other !== due);
        nowMs = Math.max(nowMs, due.atMs);
        due.run();
        await between();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    next() {
      const due = soonest();
      return due === undefined ? null : due.atMs - nowMs;
    },
  };
}
