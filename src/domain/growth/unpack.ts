/**
 * The packed form of a reference table, and its way back into numbers.
 *
 * A column of whole numbers (L and M in ten-thousandths, S in hundred-thousandths)
 * is written as second differences, because a smooth curve bends little: one
 * character each, `A` for 0, neighbours in ASCII for −25 to 25, and `{n}` for
 * anything larger. The first two stand for the first value and the first step.
 */

/** One sex of one table. A column of one value all along is written as `=n`. */
export interface PackedTable {
  readonly rows: number;
  readonly l: string;
  readonly m: string;
  readonly s: string;
}

const ZERO = 'A'.charCodeAt(0);
const ESCAPE = '{'.charCodeAt(0);

/** @param unit how many of the whole numbers make 1; the quotient is the double nearest to the printed decimal */
export function unpackColumn(packed: string, rows: number, unit: number): Float64Array {
  const column = new Float64Array(rows);
  if (packed.startsWith('=')) return column.fill(Number(packed.slice(1)) / unit);
  let at = 0;
  let step = 0;
  let value = 0;
  for (let row = 0; row < rows; row += 1) {
    const code = packed.charCodeAt(at);
    at += 1;
    if (code === ESCAPE) {
      const end = packed.indexOf('}', at);
      step += Number(packed.slice(at, end));
      at = end + 1;
    } else {
      step += code - ZERO;
    }
    value += step;
    column[row] = value / unit;
  }
  return column;
}
