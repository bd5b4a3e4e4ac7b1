import { Dexie, type Table } from 'dexie';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { restInShare, watch, type Rest } from '#client/data/watch.ts';

interface Row {
  readonly id: number;
}

class Shelf extends Dexie {
  declare readonly rows: Table<Row, number>;
  constructor(name = `shelf-${crypto.randomUUID()}`) {
    super(name);
    this.version(1).stores({ rows: 'id' });
  }
}

let shelf: Shelf;
beforeEach(async () => {
  shelf = new Shelf();
  onTestFinished(() => shelf.delete());
  // A database that is new is told to every watcher as a change of everything.
  await shelf.open();
});

/** A gate that somebody has to open. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Follows the number of rows; what was read is handed over only when `held` says so. */
function follow(rest: Rest, held: () => Promise<void> | null = () => null) {
  const seen: number[] = [];
  const readings: number[] = [];
  const stop = watch(
    async () => {
      const count = await shelf.rows.count();
      readings.push(count);
      await Promise.resolve(held());
      return count;
    },
    (count) => seen.push(count),
    (error) => {
      throw error;
    },
    rest,
  );
  onTestFinished(stop);
  const until = (count: number) => vi.waitFor(() => expect(seen.at(-1)).toBe(count));
  return { seen, readings, stop, until };
}

/** Rests until the test says that it is over. */
function restsOnDemand() {
  const turns: (() => void)[] = [];
  const rest: Rest = (_last, goOn) => {
    turns.push(goOn);
    return () => turns.splice(turns.indexOf(goOn), 1);
  };
  const begun = () => vi.waitFor(() => expect(turns).toHaveLength(1));
  return { rest, begun, end: () => turns.shift()?.() };
}

describe('one who watches', () => {
  test('reads again at once after one change', async () => {
    const watcher = follow((_last, goOn) => {
      setTimeout(goOn);
      return () => undefined;
    });
    await watcher.until(0);
    await shelf.rows.add({ id: 1 });
    await watcher.until(1);
    expect(watcher.readings).toEqual([0, 1]);
  });

  test('reads once more for all that changed while it rested', async () => {
    const rest = gate();
    const watcher = follow((_last, goOn) => {
      void rest.opened.then(goOn);
      return () => undefined;
    });
    await watcher.until(0);
    for (let id = 1; id <= 20; id += 1) await shelf.rows.add({ id });
    expect(watcher.readings).toEqual([0]);
    rest.open();
    await watcher.until(20);
    expect(watcher.readings).toEqual([0, 20]);
  });

  test('is told of every reading, however soon it is out of date', async () => {
    const { rest, begun, end } = restsOnDemand();
    let holding = gate();
    const watcher = follow(rest, () => holding.opened);
    await vi.waitFor(() => expect(watcher.readings).toEqual([0]));
    await shelf.rows.add({ id: 1 });
    holding.open();
    await watcher.until(0);
    await begun();

    holding = gate();
    end();
    await vi.waitFor(() => expect(watcher.readings).toEqual([0, 1]));
    await shelf.rows.add({ id: 2 });
    holding.open();
    await watcher.until(1);
    await begun();
    end();
    await watcher.until(2);
    expect(watcher).toMatchObject({ seen: [0, 1, 2], readings: [0, 1, 2] });
  });

  test('hears nothing after it stopped', async () => {
    const { rest, begun, end } = restsOnDemand();
    const watcher = follow(rest);
    await watcher.until(0);
    await shelf.rows.add({ id: 1 });
    await begun();
    watcher.stop();
    end();
    await shelf.rows.add({ id: 2 });
    expect(watcher).toMatchObject({ seen: [0], readings: [0] });
  });
});

describe('the rest after a reading', () => {
  const rest = (endedAgoMs: number, tookMs: number) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const goOn = vi.fn<() => void>();
    const giveUp = restInShare({ endedMs: performance.now() - endedAgoMs, tookMs }, goOn);
    return { goOn, giveUp };
  };

  test('is over where nothing had changed for a while', () => {
    expect(rest(400, 100).giveUp).toBeNull();
  });

  test('lasts four times as long as the reading did', () => {
    const { goOn } = rest(0, 100);
    vi.advanceTimersByTime(399);
    expect(goOn).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(goOn).toHaveBeenCalledOnce();
  });

  test('lasts no longer than a person takes to look up', () => {
    const { goOn } = rest(0, 60_000);
    vi.advanceTimersByTime(1_500);
    expect(goOn).toHaveBeenCalledOnce();
  });

  test('can be given up', () => {
    const { goOn, giveUp } = rest(0, 100);
    giveUp?.();
    vi.advanceTimersByTime(1_000);
    expect(goOn).not.toHaveBeenCalled();
  });
});
