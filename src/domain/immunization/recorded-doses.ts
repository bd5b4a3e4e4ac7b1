/** Doses as they were written down, put into the order in which they are judged. */

import type { Birth } from './age.ts';
import { spanOf } from './calendar.ts';
import type { CompiledSchedule } from './compile-schedule.ts';

/** A dose as it was recorded. */
export interface RecordedDose {
  /** A `ProductName`; anything else is kept and called unknown. */
  readonly product: string;
  /** `2026`, `2026-03` or `2026-03-12`; checked by the caller. */
  readonly givenOn: string;
}

/** With the first and the last day that its date may mean. */
export interface Dated extends RecordedDose {
  readonly first: number;
  readonly last: number;
  readonly order: number;
}

/** By the last day each may mean, which leaves the most room for the ones dated vaguely. */
export function inOrder(
  compiled: CompiledSchedule,
  birth: Birth,
  doses: readonly RecordedDose[],
  on: number,
): Dated[] {
  const dated: Dated[] = [];
  for (const { product, givenOn } of doses) {
    const span = spanOf(givenOn);
    if (span.first > on) continue;
    const exact = span.first === span.last;
    dated.push({
      product,
      givenOn,
      first: exact ? span.first : Math.min(Math.max(span.first, birth.day), span.last),
      last: Math.min(span.last, on),
      order: compiled.productOrder.get(product) ?? compiled.productOrder.size,
    });
  }
  return dated.sort(
    (a, b) =>
      a.last - b.last ||
      a.first - b.first ||
      a.order - b.order ||
      (a.product < b.product ? -1 : a.product > b.product ? 1 : 0),
  );
}
