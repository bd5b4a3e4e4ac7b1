/**
 * The packed form of a reference table, and its way back into numbers.
 *
 * A column of whole numbers (L and M in ten-thousandths, S in hundred-thousandths)
 * is written as second differences, because a smooth curve bends little: one
 * character each, `A` for 0, neighbours in ASCII for −25 to 25, and `{n}` for
 * anything larger.
 *
 * Blocks of `BLOCK_ROWS` rows, divided by `|`, are each `value#step#up#down`: the
 * value in the middle of the block, how far it is from the row before, and the
 * bends from there up to the end and down to the beginning. So no row is far from
 * one that is known, and the first child of the day costs few steps.
 */

/** One sex of one table. A column of one value all along is written as `=n`. */
export interface PackedTable {
  readonly l: string;
  readonly m: string;
  readonly s: string;
}

/** Half of the days of five years. */
export const BLOCK_ROWS = 914;

/** What is unpacked at once, so that asking for day after day does not begin at the middle each time. */
const STRIDE_ROWS = 64;

const ZERO = 'A'.charCodeAt(0);
const ESCAPE = '{'.charCodeAt(0);

/** Where one column goes among the unpacked numbers. */
export interface ColumnPlace {
  /** As long as all rows of the table need. */
  readonly numbers: Float64Array;
  /** Of the value of row 0. */
  readonly offset: number;
  /** From one row to the next. */
  readonly width: number;
  /** How many of the whole numbers make 1; the quotient is the double nearest to the printed decimal. */
  readonly unit: number;
}

/** Fills in one column from the middle of the block that `row` lies in to `row`, and a little beyond. */
export function unpackTo(packed: string, row: number, place: ColumnPlace): void {
  const { numbers, offset, width, unit } = place;
  const block = Math.floor(row / BLOCK_ROWS);
  const first = block * BLOCK_ROWS;
  const end = Math.min(first + BLOCK_ROWS, numbers.length / width);
  const middle = middleOf(first, end);
  const isUp = row >= middle;
  const asked = Math.ceil((Math.abs(row - middle) + 1) / STRIDE_ROWS) * STRIDE_ROWS;
  const steps = Math.min(asked, isUp ? end - 1 - middle : middle - first);
  const by = isUp ? width : -width;
  let to = middle * width + offset;
  if (packed.startsWith('=')) {
    const value = Number(packed.slice(1)) / unit;
    for (let left = steps; left >= 0; left -= 1, to += by) numbers[to] = value;
    return;
  }
  const [start, startStep, up = '', down = ''] = (packed.split('|')[block] ?? '').split('#');
  const text = isUp ? up : down;
  let value = Number(start);
  let step = isUp ? Number(startStep) : -Number(startStep);
  let at = 0;
  numbers[to] = value / unit;
  for (let left = steps; left > 0; left -= 1) {
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
    to += by;
    numbers[to] = value / unit;
  }
}

/** Where a block is read from; `end` is the row after its last. */
export function middleOf(first: number, end: number): number {
  return Math.floor((first + end) / 2);
}
