/** What a new reading has in common with the one before, as the very same objects, so that a screen draws only what changed. */

/**
 * @param now plain values, arrays and maps of such, never changed by anybody
 * @returns equal to `now`, made of parts of `before` where those are equal; `before` itself where all is
 */
export function withSameParts<T>(before: T, now: T): T;
export function withSameParts(before: unknown, now: unknown): unknown {
  if (Object.is(before, now)) return before;
  if (Array.isArray(before) && Array.isArray(now)) return ofArrays(before, now);
  if (before instanceof Map && now instanceof Map) return ofMaps(before, now);
  if (isPlain(before) && isPlain(now)) return ofObjects(before, now);
  return now;
}

/** From both ends: where one row came or went, those before and after it are the same. */
function ofArrays(before: readonly unknown[], now: readonly unknown[]): readonly unknown[] {
  const made: unknown[] = [...now];
  const shift = now.length - before.length;
  let from = 0;
  for (; from < now.length && from < before.length; from += 1) {
    made[from] = withSameParts(before[from], now[from]);
    if (shift !== 0 && made[from] !== before[from]) break;
  }
  if (shift === 0) return made.every((part, index) => part === before[index]) ? before : made;
  for (let at = now.length - 1; at >= from && at - shift >= from; at -= 1) {
    made[at] = withSameParts(before[at - shift], now[at]);
    if (made[at] !== before[at - shift]) break;
  }
  return made;
}

function ofMaps(
  before: ReadonlyMap<unknown, unknown>,
  now: ReadonlyMap<unknown, unknown>,
): ReadonlyMap<unknown, unknown> {
  const made = new Map([...now].map(([key, part]) => [key, withSameParts(before.get(key), part)]));
  if (made.size !== before.size) return made;
  const parts = [...before];
  // Their order counts as well.
  const isSame = [...made].every(([key, part], index) => {
    const [keyBefore, partBefore] = parts[index] ?? [];
    return key === keyBefore && part === partBefore;
  });
  return isSame ? before : made;
}

type Plain = Readonly<Record<string, unknown>>;

function ofObjects(before: Plain, now: Plain): Plain {
  const keys = Object.keys(now);
  let isSame = keys.length === Object.keys(before).length;
  let made: Record<string, unknown> | null = null;
  for (const key of keys) {
    const part = withSameParts(before[key], now[key]);
    if (part !== before[key] || (part === undefined && !(key in before))) isSame = false;
    if (part === now[key]) continue;
    made ??= { ...now };
    made[key] = part;
  }
  return isSame ? before : (made ?? now);
}

function isPlain(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
