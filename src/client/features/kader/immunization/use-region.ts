/** Whose schedule counts: that of the kabupaten in which the posyandu lies. */

import { useSignedIn } from '#client/live.ts';

/** Kemendagri code; `null` while the phone has not heard it. */
export function useRegion(): string | null {
  return useSignedIn()?.posyandu?.region ?? null;
}
