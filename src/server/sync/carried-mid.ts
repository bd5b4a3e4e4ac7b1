/** Under which id a mutation is kept in the journal of the posyandu that it was carried to. */

import { mutationIdSchema, type MutationId, type PosyanduId } from '#domain/ids.ts';
import { idFrom } from '#server/derived-id.ts';

export function carriedMid(mid: string, to: PosyanduId): MutationId {
  return mutationIdSchema.parse(idFrom('carried', [mid, to]));
}
