/** Keys of simulated phones: as good as the story needs, made by chance, and done at once, which a browser's are not. */

import { createHash } from 'node:crypto';
import type { DeviceKey } from '#protocol/session.ts';
import type { Chance } from './chance.ts';

/** Both halves say whose they are, and nobody here is a thief. */
interface SimKey {
  readonly x: string;
}

/** What a phone asks of the browser's. */
export function createSimKeys(chance: Chance): SubtleCrypto {
  const subtle = {
    async generateKey() {
      const key: SimKey = { x: Buffer.from(chance.bytes(32)).toString('base64url') };
      return { publicKey: key, privateKey: key };
    },
    exportKey: async (_format: string, { x }: SimKey): Promise<DeviceKey> => ({
      kty: 'EC',
      crv: 'P-256',
      x,
      y: x,
    }),
    async sign(_how: unknown, { x }: SimKey, message: Uint8Array) {
      const signature = signed(x, message);
      return signature.buffer.slice(
        signature.byteOffset,
        signature.byteOffset + signature.byteLength,
      );
    },
  };
  return subtle as unknown as SubtleCrypto;
}

export async function simVerifies(
  { x }: DeviceKey,
  message: Uint8Array,
  signature: Buffer,
): Promise<boolean> {
  return signed(x, message).equals(signature);
}

function signed(x: string, message: Uint8Array): Buffer {
  return createHash('sha512').update(x).update(message).digest();
}
