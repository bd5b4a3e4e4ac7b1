/** What the bench asks of a program beside its page: a server that holds invented records, and a change made elsewhere. */

import type { Child } from './invented.ts';

export type Measure = 'first load' | 'save' | 'push' | 'pull';

export interface Contender {
  /** With its version. */
  readonly name: string;
  readonly does: ReadonlySet<Measure>;
  /** Begins a server that holds these. */
  start(children: readonly Child[]): Promise<Stage>;
}

export interface Stage {
  /** Answers everything under `/api/`. Without a slash at the end. */
  readonly url: string;
  /** Folder of the built page. */
  readonly files: string;
  /** Who signs in on the next new phone; empty where nobody does. */
  newPerson(): Promise<string>;
  /** So many weighings reach the server from elsewhere. */
  changeElsewhere(count: number): Promise<void>;
  stop(): Promise<void>;
}
