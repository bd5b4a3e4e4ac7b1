/** The child a record is about, as far as it can be merged or moved. */

import { isRoot } from '#domain/child-event.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { FoundChild } from '#protocol/children.ts';
import type { ReviewDetail } from '#protocol/review.ts';

export interface ChildOfRecord extends Omit<FoundChild, 'mergedInto' | 'movedTo'> {
  readonly id: ChildId;
  readonly posyanduId: PosyanduId;
  readonly posyanduName: string;
}

/** @returns `null` where the record names no child that the server knows */
export function childOfRecord({ record, events }: ReviewDetail): ChildOfRecord | null {
  const { childId, child, posyanduId, posyanduName } = record;
  if (childId === null || child === null) return null;
  const { name, bornOn, sex, motherName, nik } = child;
  const records = events.filter((event) => isRoot(event) && event.childId === childId).length;
  return { id: childId, posyanduId, posyanduName, name, bornOn, sex, motherName, nik, records };
}
