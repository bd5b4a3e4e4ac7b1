/** Under which id the other half of a transfer is kept, where the child comes. */

import { mutationIdSchema, type MutationId } from '#domain/ids.ts';
import { idFrom } from '#server/derived-id.ts';

export function receiveMid(transfer: MutationId): MutationId {
  return mutationIdSchema.parse(idFrom('receive', [transfer]));
}
