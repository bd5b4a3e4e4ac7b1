/** What a page offers the bench, whichever program it holds. Times are in ms, by the page's own clock. */

export interface BenchPage {
  /**
   * From nothing to all records in the page's database.
   *
   * @param as who signs in, where the program knows people
   */
  firstLoad(as: string): Promise<FirstLoad>;
  /** Records so many weighings, one after the other as a person does. @returns how long until all were kept */
  save(count: number): Promise<number>;
  /** @returns from when the browser says there is a network until the page has noted the server's answer to all that waited */
  pushWhenOnline(): Promise<number>;
  /** @returns from asking until everything new is in the page's database */
  pull(): Promise<number>;
  /** Records in the page's database, and those that wait to be sent. */
  held(): Promise<Held>;
}

export interface FirstLoad {
  readonly ms: number;
  /** Before it; `null` where nobody signs in. */
  readonly signInMs: number | null;
}

export interface Held {
  readonly records: number;
  readonly unsent: number;
}

declare global {
  var bench: BenchPage | undefined;
}
