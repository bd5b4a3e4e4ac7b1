/** A faster `structuredClone` for what databases in memory hold: plain rows. Half of a run was spent in the built-in one. */

const builtIn = globalThis.structuredClone;

/** Everything but plain objects, arrays and primitives goes to the built-in. */
export function speedUpCloning(): void {
  if (globalThis.structuredClone !== builtIn) return;
  globalThis.structuredClone = (value, options) =>
    options === undefined && isPlain(value) ? copy(value) : builtIn(value, options);
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value !== 'object') {
    return typeof value !== 'function' && typeof value !== 'symbol';
  }
  if (Array.isArray(value)) return value.every(isPlain);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const key in value) if (!isPlain(value[key as keyof typeof value])) return false;
  return true;
}

function copy<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(value)) made[key] = copy((value as Record<string, unknown>)[key]);
  return made as T;
}
