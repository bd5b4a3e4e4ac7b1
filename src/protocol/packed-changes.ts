/**
 * A page of changes column by column: half of the bytes of a first load.
 *
 * Rows of one shape stand together, each field as one list, and every id once:
 * what looks alike lies side by side for gzip or brotli. Anything that JSON can
 * say survives, kinds of change that nobody knows yet too.
 */

/** One field of all rows of a shape. */
type Column =
  /** The same in all. */
  | { readonly same: unknown }
  /** Places in the list of ids, each as the difference to the one before. */
  | { readonly ids: readonly number[] }
  /** Whole numbers, each as the difference to the one before. */
  | { readonly steps: readonly number[] }
  | { readonly values: readonly unknown[] };

interface Shape {
  /** Names of the fields that lead to each leaf. */
  readonly paths: readonly (readonly string[])[];
  readonly columns: readonly Column[];
}

export interface PackedChanges {
  /** Of each id the first 48 bits, in version 7 its time, as the difference to the one before. */
  readonly times: readonly number[];
  /** Of each id the other 80 bits, 20 hexadecimal digits. */
  readonly rest: string;
  readonly shapes: readonly Shape[];
  /** In the order of the page: which shape, and how many rows of it. */
  readonly runs: readonly (readonly [shape: number, count: number])[];
}

interface RawChange {
  readonly [field: string]: unknown;
  readonly kind: string;
  readonly seq: number;
}

interface Rows {
  readonly paths: readonly (readonly string[])[];
  readonly columns: unknown[][];
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const TIME_DIGITS = 12;
const REST_DIGITS = 20;

export function packChanges(changes: readonly object[]): PackedChanges {
  const shapes = new Map<string, { readonly place: number; readonly rows: Rows }>();
  const runs: [number, number][] = [];
  for (const change of changes) {
    const leaves: { readonly path: readonly string[]; readonly value: unknown }[] = [];
    collectLeaves(change, [], leaves);
    const paths = leaves.map(({ path }) => path);
    const name = JSON.stringify(paths);
    const rows = { paths, columns: paths.map(() => []) };
    const shape = shapes.get(name) ?? { place: shapes.size, rows };
    shapes.set(name, shape);
    for (const [index, { value }] of leaves.entries()) shape.rows.columns[index]?.push(value);
    const run = runs.at(-1);
    if (run?.[0] === shape.place) run[1] += 1;
    else runs.push([shape.place, 1]);
  }

  const places = new Map<string, number>();
  const placeOf = (id: string): number => {
    const place = places.get(id) ?? places.size;
    places.set(id, place);
    return place;
  };
  const packed = [...shapes.values()].map(({ rows: { paths, columns } }) => ({
    paths,
    columns: columns.map((values) => packColumn(values, placeOf)),
  }));
  const digits = [...places.keys()].map((id) => id.replaceAll('-', ''));
  return {
    times: steps(digits.map((text) => Number.parseInt(text.slice(0, TIME_DIGITS), 16))),
    rest: digits.map((text) => text.slice(TIME_DIGITS)).join(''),
    shapes: packed,
    runs,
  };
}

function collectLeaves(
  value: object,
  path: readonly string[],
  leaves: { readonly path: readonly string[]; readonly value: unknown }[],
): void {
  for (const [name, inner] of Object.entries(value)) {
    const way = [...path, name];
    if (isRecord(inner) && Object.keys(inner).length > 0) collectLeaves(inner, way, leaves);
    else if (inner !== undefined) leaves.push({ path: way, value: inner });
  }
}

function packColumn(values: readonly unknown[], placeOf: (id: string) => number): Column {
  const texts = new Set(values.map((value) => JSON.stringify(value)));
  if (texts.size === 1) return { same: values[0] };
  const ids = values.filter((value) => typeof value === 'string' && UUID.test(value));
  if (ids.length === values.length) return { ids: steps(ids.map((id) => placeOf(String(id)))) };
  const numbers = values.filter(
    (value) => typeof value === 'number' && Number.isSafeInteger(value),
  );
  if (numbers.length === values.length) {
    const stepped = steps(numbers.map(Number));
    if (JSON.stringify(stepped).length < JSON.stringify(values).length) return { steps: stepped };
  }
  return { values };
}

/**
 * What `packChanges` was given.
 *
 * @returns `null` for anything else
 */
export function unpackChanges(packed: unknown): RawChange[] | null {
  try {
    return unpack(packed);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

class Malformed extends Error {}

function unpack(packed: unknown): RawChange[] {
  const { times, rest, shapes, runs } = recordOf(packed);
  const ids = idsOf(summed(listOf(times)), rest);
  const readers = listOf(shapes).map((shape) => {
    const { paths, columns } = recordOf(shape);
    const ways = listOf(paths).map(wayOf);
    const readColumns = listOf(columns).map((column) => columnReader(recordOf(column), ids));
    if (ways.length !== readColumns.length) throw new Malformed();
    let next = 0;
    return (): Record<string, unknown> => {
      const row: Record<string, unknown> = {};
      for (const [index, way] of ways.entries()) put(row, way, readColumns[index]?.(next));
      next += 1;
      return row;
    };
  });

  const changes: RawChange[] = [];
  for (const run of listOf(runs)) {
    const [shape, count] = listOf(run).map(wholeOf);
    const read = readers[shape ?? -1];
    if (read === undefined || count === undefined) throw new Malformed();
    for (let row = 0; row < count; row += 1) changes.push(changeOf(read()));
  }
  return changes;
}

function columnReader(
  column: Readonly<Record<string, unknown>>,
  ids: readonly string[],
): (row: number) => unknown {
  if ('same' in column) return () => structuredCopy(column['same']);
  if ('values' in column) return at(listOf(column['values']));
  if ('steps' in column) return at(summed(listOf(column['steps'])));
  const places = summed(listOf(column['ids']));
  return at(places.map((place) => ids[place] ?? fail()));
}

function at(values: readonly unknown[]): (row: number) => unknown {
  return (row) => (row < values.length ? values[row] : fail());
}

/** An object is each row's own. */
function structuredCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return JSON.parse(JSON.stringify(value));
}

function idsOf(times: readonly number[], rest: unknown): string[] {
  if (typeof rest !== 'string' || rest.length !== times.length * REST_DIGITS) throw new Malformed();
  return times.map((time, index) => {
    const head = time.toString(16).padStart(TIME_DIGITS, '0');
    const tail = rest.slice(index * REST_DIGITS, (index + 1) * REST_DIGITS);
    return `${head.slice(0, 8)}-${head.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
  });
}

function put(row: Record<string, unknown>, way: readonly string[], value: unknown): void {
  let place = row;
  for (const name of way.slice(0, -1)) {
    const inner = place[name];
    if (isRecord(inner)) {
      place = inner;
    } else {
      const made: Record<string, unknown> = {};
      place[name] = made;
      place = made;
    }
  }
  place[way.at(-1) ?? fail()] = value;
}

function changeOf(row: Record<string, unknown>): RawChange {
  const { kind, seq } = row;
  if (typeof kind !== 'string') throw new Malformed();
  return { ...row, kind, seq: wholeOf(seq) };
}

function wayOf(path: unknown): string[] {
  return listOf(path).map((name) =>
    typeof name === 'string' && name !== '__proto__' ? name : fail(),
  );
}

function steps(values: readonly number[]): number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0));
}

function summed(differences: readonly unknown[]): number[] {
  let sum = 0;
  return differences.map((difference) => (sum += wholeOf(difference)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : fail();
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : fail();
}

function wholeOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : fail();
}

function fail(): never {
  throw new Malformed();
}
