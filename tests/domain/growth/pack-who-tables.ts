/**
 * Packs WHO's tables, as `@pedi-growth/core` carries them, into `src/domain/growth/reference-data`.
 *
 * Run as a program it writes the files; a test compares what it would write
 * with what lies there.
 */

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { loadTable } from '@pedi-growth/core';
import { BLOCK_ROWS, middleOf } from '#domain/growth/unpack.ts';

/** Whole numbers: L and M in ten-thousandths, S in hundred-thousandths. */
export interface WholeColumns {
  readonly l: number[];
  readonly m: number[];
  readonly s: number[];
}

export const REFERENCE_DATA = new URL(
  '../../../src/domain/growth/reference-data/',
  import.meta.url,
);

const LAST_DAY = 1826;
const SEXES = { male: 'boys', female: 'girls' } as const;
const BY_AGE = {
  'weight-for-age': 'wfa',
  'length-for-age': 'lhfa',
  'bmi-for-age': 'bfa',
  'head-for-age': 'hcfa',
} as const;
type ByAge = keyof typeof BY_AGE;

/** Days 0 to 1826. */
export async function publishedByAge(table: ByAge, sex: keyof typeof SEXES): Promise<WholeColumns> {
  const rows = await loadTable(`${BY_AGE[table]}-${SEXES[sex]}-0-5`);
  return wholeColumns(rows.filter((row) => row.age <= LAST_DAY));
}

/** Lying length 45.0–110.0 and standing height 65.0–120.0 folded into one: 45.0–120.7 lying. */
export async function publishedByLength(sex: keyof typeof SEXES): Promise<WholeColumns> {
  const lying = await loadTable(`wfl-${SEXES[sex]}`);
  const standing = await loadTable(`wfh-${SEXES[sex]}`);
  const byTenth = new Map(lying.map((row) => [Math.round(row.age * 10), row]));
  for (const row of standing) {
    const tenth = Math.round(row.age * 10) + 7;
    const same = byTenth.get(tenth);
    if (same !== undefined && (same.L !== row.L || same.M !== row.M || same.S !== row.S)) {
      throw new Error(`length and height disagree at ${row.age} cm`);
    }
    byTenth.set(tenth, row);
  }
  const rows = [...byTenth].sort(([a], [b]) => a - b).map(([, row]) => row);
  return wholeColumns(rows);
}

function wholeColumns(rows: readonly { L: number; M: number; S: number }[]): WholeColumns {
  return {
    l: rows.map((row) => Math.round(row.L * 1e4)),
    m: rows.map((row) => Math.round(row.M * 1e4)),
    s: rows.map((row) => Math.round(row.S * 1e5)),
  };
}

/** File name → what must be in it. */
export async function packedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const table of Object.keys(BY_AGE) as ByAge[]) {
    const what = `${TITLES[table]} by completed day of life, 0–${LAST_DAY}`;
    const male = await publishedByAge(table, 'male');
    const female = await publishedByAge(table, 'female');
    files.set(`${table}.ts`, fileText(table, what, { male, female }));
  }
  const male = await publishedByLength('male');
  const female = await publishedByLength('female');
  const what =
    'Weight for lying length 45.0–110.0 cm and for standing height 65.0–120.0 cm (+0.7), by 0.1 cm';
  files.set('weight-for-length.ts', fileText('weight-for-length', what, { male, female }));
  return files;
}

const TITLES: Readonly<Record<ByAge, string>> = {
  'weight-for-age': 'Weight',
  'length-for-age': 'Length (to day 730) and height (from day 731)',
  'bmi-for-age': 'Body mass index, length to day 730 and height from day 731,',
  'head-for-age': 'Head circumference',
};

function fileText(
  table: string,
  what: string,
  sexes: Readonly<Record<keyof typeof SEXES, WholeColumns>>,
): string {
  const checksum = createHash('sha256').update(JSON.stringify(sexes)).digest('hex').slice(0, 16);
  const constant = table.toUpperCase().replaceAll('-', '_');
  const body = Object.entries(sexes).map(
    ([sex, { l, m, s }]) =>
      `  ${sex}: {\n    l: '${packColumn(l)}',\n    m: '${packColumn(m)}',\n    s: '${packColumn(s)}',\n  },\n`,
  );
  return `/**
 * ${what}: L, M and S of the WHO Child Growth Standards (2006), packed.
 *
 * Written by tests/domain/growth/pack-who-tables.ts from the values WHO
 * publishes with its software anthro (© World Health Organization; facts of the
 * standard, cite WHO). Not to be edited by hand. How to read it: ../unpack.ts.
 * SHA-256 of the whole numbers, first 16 digits: ${checksum}
 */

export const ${constant} = {
${body.join('')}};
`;
}

/** What `unpackTo` reads. */
export function packColumn(values: readonly number[]): string {
  const [first] = values;
  if (values.every((value) => value === first)) return `=${first}`;
  const blocks: string[] = [];
  for (let row = 0; row < values.length; row += BLOCK_ROWS) {
    blocks.push(packBlock(values.slice(row, row + BLOCK_ROWS)));
  }
  return blocks.join('|');
}

function packBlock(values: readonly number[]): string {
  const middle = middleOf(0, values.length);
  const start = values[middle] ?? 0;
  const step = start - (values[middle - 1] ?? start);
  const up = packBends(values.slice(middle), step);
  const down = packBends(values.slice(0, middle + 1).reverse(), -step);
  return [start, step, up, down].join('#');
}

/** Away from the first value, which is known with the step before it. */
function packBends([start = 0, ...values]: readonly number[], startStep: number): string {
  let packed = '';
  let lastStep = startStep;
  let lastValue = start;
  for (const value of values) {
    const step = value - lastValue;
    const bend = step - lastStep;
    packed += Math.abs(bend) <= 25 ? String.fromCharCode(65 + bend) : `{${bend}}`;
    lastStep = step;
    lastValue = value;
  }
  return packed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, text] of await packedFiles()) {
    await writeFile(new URL(name, REFERENCE_DATA), text);
  }
}
