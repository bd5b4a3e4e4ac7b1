import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import {
  lmsRowAt,
  placeOfRow,
  STANDARDS,
  weightForLengthPosition,
} from '#domain/growth/reference.ts';
import { unpackTo } from '#domain/growth/unpack.ts';
import { keepFigures } from '../../support/kept-figures.ts';
import {
  packColumn,
  packedFiles,
  publishedByAge,
  publishedByLength,
  REFERENCE_DATA,
} from './pack-who-tables.ts';

const TABLES = {
  weightForAge: 'weight-for-age',
  lengthForAge: 'length-for-age',
  bmiForAge: 'bmi-for-age',
  headForAge: 'head-for-age',
} as const;

/** Published numbers that were looked up and found. */
let comparedValues = 0;

describe.each(['male', 'female'] as const)('the tables of %s children', (sex) => {
  it.each(Object.entries(TABLES))('hold every published value of %s', async (index, file) => {
    const { l, m, s } = await publishedByAge(file, sex);
    const table = Array.from({ length: 1827 }, (_, day) =>
      lmsRowAt(index as keyof typeof TABLES, sex, day, false),
    );
    expect(l.length).toBe(1827);
    expect(table.map((row) => row?.l)).toEqual(l.map((whole) => whole / 1e4));
    expect(table.map((row) => row?.m)).toEqual(m.map((whole) => whole / 1e4));
    expect(table.map((row) => row?.s)).toEqual(s.map((whole) => whole / 1e5));
    comparedValues += l.length + m.length + s.length;
  });

  it('hold every published value of weight for length and for height', async () => {
    const { l, m, s } = await publishedByLength(sex);
    const table = Array.from({ length: 758 }, (_, row) =>
      row <= 650
        ? lmsRowAt('weightForLength', sex, 450 + row, false)
        : lmsRowAt('weightForLength', sex, 443 + row, true),
    );
    expect(l.length).toBe(758);
    expect(table.map((row) => row?.l)).toEqual(l.map((whole) => whole / 1e4));
    expect(table.map((row) => row?.m)).toEqual(m.map((whole) => whole / 1e4));
    expect(table.map((row) => row?.s)).toEqual(s.map((whole) => whole / 1e5));
    comparedValues += l.length + m.length + s.length;
  });
});

describe('packing', () => {
  it('writes the files that lie in the source tree', async () => {
    const written = await packedFiles();
    expect(await readdir(REFERENCE_DATA)).toEqual([...written.keys()].sort());
    for (const [name, text] of written) {
      expect(await readFile(new URL(name, REFERENCE_DATA), 'utf8')).toBe(text);
    }
  });

  it.each([
    ['steep', [5, 1_000_000, -3, 40, 66, 66, 67, 41]],
    ['flat', [7, 7, 7]],
    ['longer than two blocks', Array.from({ length: 2100 }, (_, n) => (n * n) % 997)],
  ])('gives back a column that is %s', (_, values) => {
    const packed = packColumn(values);
    const numbers = new Float64Array(values.length * 3);
    const seen = values.map((_value, row) => {
      unpackTo(packed, row, { numbers, offset: 1, width: 3, unit: 1 });
      return numbers[row * 3 + 1];
    });
    expect(seen).toEqual(values);
    expect([...numbers].filter((_each, place) => place % 3 === 1)).toEqual(values);
    expect([...numbers].filter((_each, place) => place % 3 !== 1).every((each) => each === 0)).toBe(
      true,
    );
  });

  it('costs the phone at most 8 kB, the way back included', async () => {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        target: 'chrome95',
        lib: {
          entry: fileURLToPath(new URL('../reference.ts', REFERENCE_DATA)),
          formats: ['es'],
          fileName: 'reference',
        },
      },
    });
    const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
    const code = outputs.map((each) => ('code' in each ? each.code : '')).join('');
    const bytes = gzipSync(code, { level: 9 }).length;
    console.log(`WHO tables with decoder: ${bytes} bytes gzip (${code.length} plain)`);
    expect(code.length).toBeGreaterThan(30_000);
    expect(bytes).toBeLessThanOrEqual(8_000);
  });
});

describe('looking up', () => {
  it('takes the row of the day and no neighbour', () => {
    expect(lmsRowAt('weightForAge', 'male', 0, false)).toEqual({
      l: 0.3487,
      m: 3.3464,
      s: 0.14602,
    });
    expect(lmsRowAt('weightForAge', 'male', 1, false)?.m).toBe(3.3174);
  });

  it('changes from length to height at day 731, a half day counted up', () => {
    expect(lmsRowAt('lengthForAge', 'male', 730, false)?.m).toBe(87.8018);
    expect(lmsRowAt('lengthForAge', 'male', 730.49, false)?.m).toBe(87.8018);
    expect(lmsRowAt('lengthForAge', 'male', 730.5, false)?.m).toBe(87.1303);
  });

  it('has nothing past the fifth birthday or before birth', () => {
    expect(lmsRowAt('weightForAge', 'female', 1826, false)).not.toBeNull();
    expect(lmsRowAt('weightForAge', 'female', 1827, false)).toBeNull();
    expect(lmsRowAt('weightForAge', 'female', -1, false)).toBeNull();
    expect(lmsRowAt('weightForAge', 'female', Number.NaN, false)).toBeNull();
    expect(lmsRowAt('weightForAge', 'male', 1827, false)).toBeNull();
  });

  it('holds standing height as 0.7 cm less than lying length', () => {
    expect(lmsRowAt('weightForLength', 'female', 800, true)).toEqual(
      lmsRowAt('weightForLength', 'female', 807, false),
    );
  });

  it('takes the mean of two rows between tenths of a centimetre', () => {
    const low = lmsRowAt('weightForLength', 'male', 800, false);
    const high = lmsRowAt('weightForLength', 'male', 801, false);
    const middle = lmsRowAt('weightForLength', 'male', 800.5, false);
    expect(middle?.m).toBeCloseTo(((low?.m ?? 0) + (high?.m ?? 0)) / 2, 10);
  });

  it('stands on the row when the computer is a hair beside it', () => {
    expect(weightForLengthPosition(103.1 - 0.7, true)).toBe(weightForLengthPosition(102.4, true));
    expect(Number.isInteger(weightForLengthPosition(103.1 - 0.7, true))).toBe(true);
  });

  it('unpacks no more than a piece around the row that is asked for, of its sex', () => {
    const { rows, width, offset } = STANDARDS.headForAge;
    const untouched = { ...STANDARDS.headForAge, numbers: new Float64Array(rows * 2 * width) };
    const known = () =>
      Array.from({ length: rows * 2 }, (_, row) => row).filter(
        (row) => untouched.numbers[row * width + offset + 1] !== 0,
      );
    expect(placeOfRow(untouched, rows + 700)).toBe((rows + 700) * width + offset);
    expect(known()).toContain(rows + 700);
    expect(known().length).toBeLessThan(400);
    expect(known().every((row) => row >= rows)).toBe(true);
    expect(
      untouched.numbers.every(
        (each, place) => each === 0 || (place % width >= offset && place % width < offset + 3),
      ),
    ).toBe(true);
  });
});

it('the values are counted for the page of proof', ({ task }) => {
  expect(keepFigures('who-tables', { values: comparedValues }, task)).not.toBe('written anew');
});
