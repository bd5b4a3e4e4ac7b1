/**
 * Lets what would wait for the same lock wait here, one after the other, and
 * not each on a connection of its own: a posyandu on which many push at once
 * holds one connection, and the others have the rest.
 */

export interface Turns<Key> {
  /**
   * Begins when all that came before under this key has ended, well or not.
   *
   * @throws what `refuse` makes, where too many wait under this key
   */
  readonly take: <T>(key: Key, work: () => Promise<T>) => Promise<T>;
}

export function createTurns<Key>(mostWaiting: number, refuse: () => Error): Turns<Key> {
  const lines = new Map<Key, { last: Promise<unknown>; length: number }>();
  return {
    async take(key, work) {
      const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
      if (line.length > mostWaiting) throw refuse();
      lines.set(key, line);
      line.length += 1;
      const mine = line.last.then(work, work);
      line.last = mine;
      try {
        return await mine;
      } finally {
        line.length -= 1;
        if (line.length === 0) lines.delete(key);
      }
    },
  };
}
