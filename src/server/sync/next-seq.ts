/** Numbers for what the server itself brings into a journal. */

import type { DeviceId } from '#domain/ids.ts';
import type { ScopeTransaction } from './store.ts';

/** Above every number this device ever used in the posyandu. */
export async function nextSeq(tx: ScopeTransaction, deviceId: DeviceId): Promise<number> {
  const [have] = await tx.have([deviceId]);
  return (have?.also.at(-1)?.[1] ?? have?.contig ?? 0) + 1;
}
