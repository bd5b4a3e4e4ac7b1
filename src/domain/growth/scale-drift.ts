/**
 * Has the scale or the board moved? A whole session that sits higher or lower
 * than the sessions before it is seldom the children.
 *
 * A session is a calendar month of one posyandu. The shift of the median is
 * told, but other children may have come; what decides is each child against
 * itself: how far it moved from its own earlier z-scores.
 */

import { addToMonth, monthOf } from '#domain/dates.ts';
import { takesPart, type QualityRecord } from './measurement-quality.ts';
import { scoresAsShown } from './plausibility.ts';

/** Project settings; no source ranks them. */
const DRIFT_SETTINGS = {
  /** Sessions looked back on, in calendar months: more, and the ordinary fall of z in infancy looks like drift. */
  monthsBack: 3,
  /** Earlier sessions needed, each with `childrenAtLeast`. */
  sessionsAtLeast: 2,
  /** Children of a session, and children that were there before. */
  childrenAtLeast: 10,
  /** SD; on weight about 300 g at one year of age. */
  shiftZ: 0.3,
} as const;

export interface ScaleDrift {
  /** Children with a plausible z-score in the month. */
  readonly children: number;
  /** Median z of the month; `null` without children. */
  readonly medianZ: number | null;
  /** Median of the medians of the earlier sessions; `null` without one. */
  readonly earlierMedianZ: number | null;
  /** `medianZ` less `earlierMedianZ`. */
  readonly shift: number | null;
  /** Children that were measured in an earlier session too. */
  readonly pairs: number;
  /** Median over those children of z now less the median of their own earlier z. */
  readonly pairedShift: number | null;
  /** `too-few` says nothing of the scale. */
  readonly verdict: 'too-few' | 'steady' | 'shifted';
}

/**
 * @param records of one posyandu; voided, implausible and swollen ones are ignored
 * @param month `2026-11`
 * @param index `weightForAge` for the scale, `lengthForAge` for the board
 */
export function scaleDrift(
  records: readonly QualityRecord[],
  month: string,
  index: 'weightForAge' | 'lengthForAge',
): ScaleDrift {
  const sessions = sessionsOf(records, index);
  const now = sessions.get(month) ?? new Map<string, number>();
  const before = Array.from({ length: DRIFT_SETTINGS.monthsBack }, (_, n) =>
    sessions.get(addToMonth(month, -1 - n)),
  )
    .flatMap((session) => session ?? [])
    .filter((session) => session.size >= DRIFT_SETTINGS.childrenAtLeast);

  const medianZ = median([...now.values()]);
  const earlierMedianZ = median(before.flatMap((session) => median([...session.values()]) ?? []));
  const moved = [...now].flatMap(([childId, z]) => {
    const own = median(before.flatMap((session) => session.get(childId) ?? []));
    return own === null ? [] : [z - own];
  });
  const pairedShift = median(moved);
  const known = {
    children: now.size,
    medianZ,
    earlierMedianZ,
    shift: medianZ === null || earlierMedianZ === null ? null : medianZ - earlierMedianZ,
    pairs: moved.length,
    pairedShift,
  };
  const enough =
    before.length >= DRIFT_SETTINGS.sessionsAtLeast &&
    moved.length >= DRIFT_SETTINGS.childrenAtLeast;
  if (!enough || pairedShift === null) return { ...known, verdict: 'too-few' };
  const shifted = Math.abs(pairedShift) >= DRIFT_SETTINGS.shiftZ;
  return { ...known, verdict: shifted ? 'shifted' : 'steady' };
}

/** By month the last z-score of each child. */
function sessionsOf(
  records: readonly QualityRecord[],
  index: 'weightForAge' | 'lengthForAge',
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const sessions = new Map<string, Map<string, number>>();
  const inOrder = records.filter(takesPart).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  for (const { child, of } of inOrder) {
    const score = scoresAsShown(child, of.measurement)[index];
    const swollen = index === 'weightForAge' && of.measurement.oedema === true;
    if (score === null || score.flagged || swollen) continue;
    const month = monthOf(of.measurement.measuredOn);
    const session = sessions.get(month) ?? new Map<string, number>();
    sessions.set(month, session.set(of.childId, score.unrounded));
  }
  return sessions;
}

function orderOf({ of }: QualityRecord): string {
  return `${of.measurement.measuredOn} ${of.id}`;
}

/** The middle value, or the mean of the two middle ones; `null` without values. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
