/** The engines that the growth benchmark compares, each filling the same columns with the same two decimals. */

import { calculateZScore, computeZScore, loadTable, lookupLms } from '@pedi-growth/core';
import { roundZ } from '#domain/growth/lms.ts';
import { scoreColumns, type ScoreColumns } from '#domain/growth/score-columns.ts';
import { zScores } from '#domain/growth/z-scores.ts';
import type { Children } from './growth-children.ts';

export const INDICES = [
  'weightForAge',
  'lengthForAge',
  'weightForLength',
  'bmiForAge',
  'headForAge',
] as const;

/** Two decimals; what `scoreColumns` gives beside them is filled by our engine alone. */
export type Scores = ScoreColumns;

export function emptyScores(rows: number): Scores {
  return {
    correctedLengthCm: new Float64Array(rows),
    positionIgnored: new Uint8Array(rows),
    weightForAge: new Float64Array(rows),
    lengthForAge: new Float64Array(rows),
    weightForLength: new Float64Array(rows),
    bmiForAge: new Float64Array(rows),
    headForAge: new Float64Array(rows),
  };
}

export function ourScores(children: Children, scores: Scores): void {
  scoreColumns(children, scores);
  for (const index of INDICES) {
    const column = scores[index];
    for (let row = 0; row < column.length; row += 1) {
      column[row] = roundZ(column[row] ?? Number.NaN);
    }
  }
}

/** Child by child, as the screens and the server ask. */
export function ourSingleScores(children: Children, scores: Scores): void {
  for (let row = 0; row < children.sex.length; row += 1) {
    const position = children.position[row];
    const one = zScores({
      sex: children.sex[row] === 1 ? 'male' : 'female',
      ageDays: children.ageDays[row] ?? null,
      weightKg: children.weightKg[row] ?? null,
      lengthCm: children.lengthCm[row] ?? null,
      position: position === 1 ? 'lying' : 'standing',
      headCm: children.headCm[row] ?? null,
      oedema: false,
    });
    for (const index of INDICES) scores[index][row] = one[index]?.z ?? Number.NaN;
  }
}

/** The peer's synchronous half, with its tables already in hand. */
export function pediScores(children: Children, scores: Scores): void {
  scoreByTables(children, scores, lookupLms);
}

/** What many programs do with a table: look through it until the row is found. */
export function searchScores(children: Children, scores: Scores): void {
  scoreByTables(children, scores, (table, at) => table.find((row) => row.age === at) ?? null);
}

/** The peer as its documentation calls it. */
export async function pediCallScores(children: Children, scores: Scores): Promise<void> {
  for (let row = 0; row < children.sex.length; row += 1) {
    const { day, weight, length, head } = childAt(children, row);
    const sex = children.sex[row] === 1 ? 'male' : 'female';
    const z = async (
      indicator: Parameters<typeof calculateZScore>[0]['indicator'],
      measurement: number,
    ) =>
      (await calculateZScore({ indicator, sex, ageInDays: day, lengthHeight: length, measurement }))
        ?.zScore ?? Number.NaN;
    scores.weightForAge[row] = await z('weight-for-age', weight);
    scores.lengthForAge[row] = await z('length-height-for-age', length);
    scores.weightForLength[row] = await z(
      day < 731 ? 'weight-for-length' : 'weight-for-height',
      weight,
    );
    scores.bmiForAge[row] = await z('bmi-for-age', weight / (length / 100) ** 2);
    scores.headForAge[row] = await z('head-circumference-for-age', head);
  }
}

/** How many z-scores are not the same to the last bit. */
export function countDiffering(one: Scores, other: Scores): number {
  return INDICES.reduce(
    (sum, index) => sum + one[index].filter((z, row) => !Object.is(z, other[index][row])).length,
    0,
  );
}

type PediTable = Awaited<ReturnType<typeof loadTable>>;
type LookUp = (table: PediTable, at: number) => PediTable[number] | null;

/** Loaded beforehand: no engine is charged for reading files. */
const TABLES = { boys: await tablesOf('boys'), girls: await tablesOf('girls') };

async function tablesOf(sex: 'boys' | 'girls') {
  return {
    weightForAge: await loadTable(`wfa-${sex}-0-5`),
    lengthForAge: await loadTable(`lhfa-${sex}-0-5`),
    bmiForAge: await loadTable(`bfa-${sex}-0-5`),
    headForAge: await loadTable(`hcfa-${sex}-0-5`),
    length: await loadTable(`wfl-${sex}`),
    height: await loadTable(`wfh-${sex}`),
  };
}

function scoreByTables(children: Children, scores: Scores, lookUp: LookUp): void {
  const z = (table: PediTable, at: number, value: number) => {
    const row = lookUp(table, at);
    return row === null ? Number.NaN : computeZScore(value, row);
  };
  for (let row = 0; row < children.sex.length; row += 1) {
    const table = children.sex[row] === 1 ? TABLES.boys : TABLES.girls;
    const { day, weight, length, head } = childAt(children, row);
    scores.weightForAge[row] = z(table.weightForAge, day, weight);
    scores.lengthForAge[row] = z(table.lengthForAge, day, length);
    scores.weightForLength[row] = z(day < 731 ? table.length : table.height, length, weight);
    scores.bmiForAge[row] = z(table.bmiForAge, day, weight / (length / 100) ** 2);
    scores.headForAge[row] = z(table.headForAge, day, head);
  }
}

/** One row for the peers, the length corrected for them: they do not know the position. */
function childAt(children: Children, row: number) {
  const day = children.ageDays[row] ?? 0;
  const raw = children.lengthCm[row] ?? 0;
  const position = children.position[row];
  const adds = day < 731 && position === 2 && day / 30.4375 >= 9;
  const takes = day >= 731 && position === 1;
  return {
    day,
    weight: children.weightKg[row] ?? 0,
    length: adds || takes ? Math.round((raw + (adds ? 0.7 : -0.7)) * 10) / 10 : raw,
    head: children.headCm[row] ?? 0,
  };
}
