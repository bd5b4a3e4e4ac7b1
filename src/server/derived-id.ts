/** Ids made from what they stand for, so that the same again is the same. */

import { sha256 } from './content-hash.ts';

/** A UUID of version 8 (own use, RFC 9562). */
export function idFrom(kind: string, identity: readonly string[]): string {
  const hex = sha256(JSON.stringify([kind, ...identity]));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
