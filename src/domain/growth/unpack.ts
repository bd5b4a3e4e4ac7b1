/**
 * The packed form of a reference table, and its way back into numbers.
 *
 * A column of whole numbers (L and M in ten-thousandths, S in hundred-thousandths)
 * is written as second differences, because a smooth curve bends little: one
 * character each, `A` for 0, neighbours in ASCII for −25 to 25, and `{n}` for
 * anything larger. Every `BLOCK_ROWS` rows it begins anew after a `|` with the
 * value itself and a `#`, so that to know one row is to read one block.
 */

/** One sex of one table. A column of one value all along is written as `=n`. */
export interface PackedTable {
  readonly rows: number;
  readonly l: string;
  readonly m: string;
  readonly s: string;
}

export const BLOCK_ROWS = 640;

const ZERO = 'A'.charCodeAt(0);
const ESCAPE = '{'.charCodeAt(0);

/** Numbers of an unpacked row: L, M, S side by side, because they are always read together. */
export const ROW_WIDTH = 3;

/** Where one column goes among unpacked rows. */
export interface ColumnPlace {
  readonly rows: Float64Array;
  /** 0 for L, 1 for M, 2 for S. */
  readonly offset: number;
  /** How many of the whole numbers make 1; the quotient is the double nearest to the printed decimal. */
  readonly unit: number;
}

/** Fills in one column of the rows of one block. */
export function unpackBlock(packed: string, block: number, place: ColumnPlace): void {
  const { rows, offset, unit } = place;
  const first = block * BLOCK_ROWS * ROW_WIDTH + offset;
  const end = Math.min(first + BLOCK_ROWS * ROW_WIDTH, rows.length);
  if (packed.startsWith('=')) {
    const value = Number(packed.slice(1)) / unit;
    for (let to = first; to < end; to += ROW_WIDTH) rows[to] = value;
    return;
  }
  const text = packed.split('|')[block] ?? '';
  let at = text.indexOf('#') + 1;
  let value = Number(text.slice(0, at - 1));
  let step = 0;
  rows[first] = value / unit;
  for (let to = first + ROW_WIDTH; to < end; to += ROW_WIDTH) {
    const code = text.charCodeAt(at);
    at += 1;
    if (code === ESCAPE) {
      const close = text.indexOf('}', at);
      step += Number(text.slice(at, close));
      at = close + 1;
    } else {
      step += code - ZERO;
    }
    value += step;
    rows[to] = value / unit;
  }
}
