/** Whatever changes the cookie, one after the other: a late answer must not undo a newer one. */

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** @returns runs each work when the one before has ended, however it ended */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
