/** What a record is about, told by the name of its operation. */

import {
  OPERATIONS_OF_KIND,
  reviewKindSchema,
  type ReviewKind,
  type ReviewRecord,
} from '#protocol/review.ts';

/** `other`: an operation of a newer app. */
export type RecordKind = ReviewKind | 'other';

const KIND_OF_OPERATION = new Map<string, RecordKind>(
  reviewKindSchema.options.flatMap((kind) =>
    OPERATIONS_OF_KIND[kind].map((op) => [op, kind] as const),
  ),
);

export function kindOf({ op }: Pick<ReviewRecord, 'op'>): RecordKind {
  return KIND_OF_OPERATION.get(op) ?? 'other';
}
