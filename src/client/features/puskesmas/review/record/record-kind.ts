/** What a record is about, told by the name of its operation. */

import type { ReviewRecord } from '#protocol/review.ts';

export type RecordKind = 'measurement' | 'immunization' | 'child' | 'other';

const KINDS = new Map<string | undefined, RecordKind>([
  ['measure', 'measurement'],
  ['immun', 'immunization'],
  ['child', 'child'],
]);

export function kindOf({ op }: Pick<ReviewRecord, 'op'>): RecordKind {
  return KINDS.get(op.split('.')[0]) ?? 'other';
}
