/** The rows of WHO's software in `tests/fixtures`, read for the tests of the engine and of the command line. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ZScoreInput } from '#domain/growth/z-scores.ts';

/** The release of WHO's software whose outputs the fixtures hold. */
export const ANTHRO_VERSION = '1.1.0';

export type AnthroRow = Readonly<Record<string, string>>;

const FIXTURES = new URL('../../fixtures/', import.meta.url);

export function anthroText(name: 'sample' | 'edges'): string {
  return name === 'edges'
    ? readFileSync(new URL('anthro-edges.csv', FIXTURES), 'utf8')
    : gunzipSync(readFileSync(new URL('anthro-sample.csv.gz', FIXTURES))).toString('utf8');
}

export function anthroRows(name: 'sample' | 'edges'): AnthroRow[] {
  return csvRows(anthroText(name));
}

/** Without quotes: the fixtures and our answers to them have none. */
export function csvRows(text: string): AnthroRow[] {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, n) => [name, cells[n] ?? '']));
  });
}

export function numberOf(cell: string | undefined): number | null {
  return cell === undefined || cell === '' ? null : Number(cell);
}

export function inputOf(row: AnthroRow): ZScoreInput {
  const sex = row['sex']?.toLowerCase() ?? '';
  const measure = row['measure']?.toLowerCase() ?? '';
  return {
    sex: ({ '1': 'male', m: 'male', '2': 'female', f: 'female' }[sex] as 'male' | 'female') ?? null,
    ageDays: numberOf(row['age_days']),
    weightKg: numberOf(row['weight']),
    lengthCm: numberOf(row['lenhei']),
    position: ({ l: 'lying', h: 'standing' }[measure] as 'lying' | 'standing') ?? null,
    headCm: numberOf(row['headc']),
    oedema: ['y', 'Y', '1'].includes(row['oedema'] ?? ''),
  };
}

/**
 * Where the reference is wrong and we differ on purpose: 103.1 cm lying from day
 * 731 on is looked up beside its row; weight 0 still gets a weight-for-length;
 * length 0 makes a BMI without end.
 */
export function isKnownDeviation(row: AnthroRow, index: string): boolean {
  const { weight, lenhei, measure, age_days: age } = row as Record<string, string>;
  if (index === 'wfl' && Number(lenhei) === 103.1 && measure?.toLowerCase() === 'l') {
    return Number(age) >= 730.5;
  }
  if (index === 'wfl' && weight !== '' && Number(weight) === 0) return true;
  return index === 'bmi' && lenhei !== '' && Number(lenhei) === 0;
}
