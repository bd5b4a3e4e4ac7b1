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

/**
 * Fills the rows of one block.
 *
 * @param unit how many of the whole numbers make 1; the quotient is the double nearest to the printed decimal
 */
export function unpackBlock(
  packed: string,
  block: number,
  unit: number,
  column: Float64Array,
): void {
  const first = block * BLOCK_ROWS;
  const end = Math.min(first + BLOCK_ROWS, column.length);
  if (packed.startsWith('=')) {
    column.fill(Number(packed.slice(1)) / unit, first, end);
    return;
  }
  const text = packed.split('|')[block] ?? '';
  let at = text.indexOf('#') + 1;
  let value = Number(text.slice(0, at - 1));
  let step = 0;
  column[first] = value / unit;
  for (let row = first + 1; row < end; row += 1) {
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
    column[row] = value / unit;
  }
}
