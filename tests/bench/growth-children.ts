/** Invented children for the benchmark: ordinary sizes, a tenth measured the other way, always the same ones. */

import { valueAtZ } from '#domain/growth/curve-points.ts';
import { POSITION_CODE, SEX_CODE, type MeasurementColumns } from '#domain/growth/score-columns.ts';

export type Children = MeasurementColumns;

export function someChildren(count: number): Children {
  const random = seeded(20060427);
  const children: Children = {
    sex: new Uint8Array(count),
    ageDays: new Float64Array(count),
    weightKg: new Float64Array(count),
    lengthCm: new Float64Array(count),
    position: new Uint8Array(count),
    headCm: new Float64Array(count),
    oedema: new Uint8Array(count),
  };
  for (let row = 0; row < count; row += 1) {
    const sex = random() < 0.5 ? 'male' : 'female';
    const x = Math.floor(random() * 1827);
    const value = (indicator: 'weightForAge' | 'lengthForAge' | 'headForAge') =>
      valueAtZ({ indicator, sex, x, z: normal(random) }) ?? 0;
    const usual = x < 731 ? POSITION_CODE.lying : POSITION_CODE.standing;
    const other = x < 731 ? POSITION_CODE.standing : POSITION_CODE.lying;
    children.sex[row] = SEX_CODE[sex];
    children.ageDays[row] = x;
    children.weightKg[row] = Math.round(value('weightForAge') * 100) / 100;
    children.lengthCm[row] = Math.round(value('lengthForAge') * 10) / 10;
    children.position[row] = random() < 0.1 ? other : usual;
    children.headCm[row] = Math.round(value('headForAge') * 10) / 10;
  }
  return children;
}

/** About −0.5 ± 1.2 SD: a population like ours. */
function normal(random: () => number): number {
  const sum = Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
  return -0.5 + 1.2 * sum;
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
