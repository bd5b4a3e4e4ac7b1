/** What was typed on each phone and reported as written down. */

interface WrittenDraft {
  readonly key: string;
  /** Rises with everything typed. */
  readonly typed: number;
  readonly atMs: number;
}

interface DraftBook {
  of(dbName: string): readonly WrittenDraft[];
  /** Names a form nobody else has open. */
  newKey(): string;
  /** What is about to be typed into it. */
  next(): number;
  /** The phone says that it is kept. */
  written(dbName: string, draft: WrittenDraft): void;
  /** About to be saved or thrown away: it may be gone from now on. */
  letGo(dbName: string, key: string): void;
  /** The disk is gone. */
  forget(dbName: string): void;
  copy(from: string, to: string): void;
}

export function createDraftBook(): DraftBook {
  const books = new Map<string, Map<string, WrittenDraft>>();
  /** Let go while it was being written: it may come later, and nobody waits for it. */
  const gone = new Set<string>();
  let made = 0;
  let typed = 0;
  return {
    of: (dbName) => [...(books.get(dbName)?.values() ?? [])],
    newKey: () => `form-${(made += 1)}`,
    next: () => (typed += 1),
    written(dbName, draft) {
      if (gone.has(`${dbName} ${draft.key}`)) return;
      const book = books.get(dbName) ?? new Map<string, WrittenDraft>();
      if ((book.get(draft.key)?.typed ?? -1) < draft.typed) book.set(draft.key, draft);
      books.set(dbName, book);
    },
    letGo(dbName, key) {
      gone.add(`${dbName} ${key}`);
      books.get(dbName)?.delete(key);
    },
    forget: (dbName) => void books.delete(dbName),
    copy(from, to) {
      books.set(to, new Map(books.get(from)));
    },
  };
}
