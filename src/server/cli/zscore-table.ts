/** Rows of measurements as text in, rows with z-scores as text out: the columns of `npm run zscore` and what may stand in them. */

import { roundZ } from '#domain/growth/lms.ts';
import { zScores, type ZScore, type ZScoreInput, type ZScores } from '#domain/growth/z-scores.ts';
import { err, ok, type Result } from '#domain/result.ts';

export const INPUT_COLUMNS = [
  'sex',
  'age_days',
  'weight',
  'lenhei',
  'measure',
  'headc',
  'armc',
  'oedema',
] as const;
export type InputColumn = (typeof INPUT_COLUMNS)[number];

/** Named as WHO's software names them. */
export const OUTPUT_COLUMNS = [
  'clenhei',
  'c9mo_flag',
  'zlen',
  'flen',
  'zwei',
  'fwei',
  'zwfl',
  'fwfl',
  'zbmi',
  'fbmi',
  'zhc',
  'fhc',
] as const;

/** Position of each input column in the rows; `undefined` where the file has none. */
export type ColumnPositions = Readonly<Partial<Record<InputColumn, number>>>;

export type CellProblem = 'not-a-number' | 'negative' | 'unknown-code';

export interface CellTrouble {
  readonly column: InputColumn;
  readonly problem: CellProblem;
}

export const EMPTY_RESULT: readonly string[] = OUTPUT_COLUMNS.map(() => '');

/**
 * One cell per output column.
 *
 * An empty cell (or R's `NA`) is missing and gives no result where it is needed.
 * A measure of zero or less is no measure. The first cell that cannot be read
 * makes the whole row a bad one.
 */
export function scoreCells(
  fields: readonly string[],
  positions: ColumnPositions,
): Result<readonly string[], CellTrouble> {
  const troubles: CellTrouble[] = [];
  const read = <Value>(column: InputColumn, readCell: CellReader<Value>): Value | null => {
    const position = positions[column];
    const text = position === undefined ? '' : (fields[position] ?? '').trim();
    if (text === '' || text === 'NA') return null;
    const cell = readCell(text);
    if (cell.ok) return cell.value;
    troubles.push({ column, problem: cell.error });
    return null;
  };
  const input: ZScoreInput = {
    sex: read('sex', codeOf(SEXES)),
    ageDays: read('age_days', readAge),
    weightKg: read('weight', readNumber),
    lengthCm: read('lenhei', readNumber),
    position: read('measure', codeOf(POSITIONS)),
    headCm: read('headc', readNumber),
    oedema: read('oedema', codeOf(OEDEMA)) ?? false,
  };
  // Only checked: arm circumference is judged by fixed cut-offs, not by a z-score.
  read('armc', readNumber);
  const [trouble] = troubles;
  return trouble === undefined ? ok(resultCells(zScores(input))) : err(trouble);
}

type CellReader<Value> = (text: string) => Result<Value, CellProblem>;

const SEXES = { '1': 'male', m: 'male', '2': 'female', f: 'female' } as const;
const POSITIONS = { l: 'lying', h: 'standing' } as const;
const OEDEMA = { y: true, '1': true, n: false, '2': false } as const;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function readNumber(text: string): Result<number, CellProblem> {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? ok(value) : err('not-a-number');
}

function readAge(text: string): Result<number, CellProblem> {
  const age = readNumber(text);
  return age.ok && age.value < 0 ? err('negative') : age;
}

function codeOf<Code>(codes: Readonly<Record<string, Code>>): CellReader<Code> {
  return (text) => {
    const name = text.toLowerCase();
    const code = Object.hasOwn(codes, name) ? codes[name] : undefined;
    return code === undefined ? err('unknown-code') : ok(code);
  };
}

function resultCells(scores: ZScores): string[] {
  const { correctedLengthCm, positionIgnored } = scores;
  return [
    correctedLengthCm === null ? '' : roundZ(correctedLengthCm).toFixed(2),
    positionIgnored ? '1' : '0',
    ...zAndFlag(scores.lengthForAge),
    ...zAndFlag(scores.weightForAge),
    ...zAndFlag(scores.weightForLength),
    ...zAndFlag(scores.bmiForAge),
    ...zAndFlag(scores.headForAge),
  ];
}

function zAndFlag(score: ZScore | null): readonly [z: string, flag: string] {
  return score === null ? ['', ''] : [score.z.toFixed(2), score.flagged ? '1' : '0'];
}
