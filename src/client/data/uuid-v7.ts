/** Ids made on the phone: UUID version 7 (RFC 9562), rising even when the clock stands still or runs backwards. */

/** The last id's time and counter, kept on the phone so that ids rise across restarts. */
export interface UuidState {
  readonly ms: number;
  readonly counter: number;
}

export const FIRST_UUID_STATE: UuidState = { ms: 0, counter: 0 };

const MAX_COUNTER = 0xfff;
const MAX_MS = 2 ** 48 - 1;

/**
 * The next id and the state to keep with whatever it names.
 *
 * The 12 bits beside the time count within one millisecond. They start in the
 * lower half, at random, so that there is room to count. The time part serves
 * locality and rising order on this phone; it is no evidence of when.
 *
 * @param nowMs any clock, right or wrong
 */
export function nextUuidV7(
  before: UuidState,
  nowMs: number,
  randomBytes: (length: number) => Uint8Array,
): { readonly uuid: string; readonly state: UuidState } {
  const random = randomBytes(10);
  const state = following(before, nowMs, (byteAt(random, 0) << 8) | byteAt(random, 1));

  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(state.ms / 2 ** 32));
  view.setUint32(2, state.ms % 2 ** 32);
  view.setUint16(6, 0x7000 | state.counter);
  bytes.set(random.subarray(2), 8);
  bytes[8] = (byteAt(bytes, 8) & 0x3f) | 0x80;

  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { uuid, state };
}

function following(before: UuidState, nowMs: number, seed: number): UuidState {
  const fresh = seed & (MAX_COUNTER >> 1);
  const ms = Math.min(Math.max(before.ms, Math.floor(nowMs)), MAX_MS);
  if (ms > before.ms) return { ms, counter: fresh };
  if (before.counter < MAX_COUNTER) return { ms, counter: before.counter + 1 };
  return { ms: ms + 1, counter: fresh };
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
