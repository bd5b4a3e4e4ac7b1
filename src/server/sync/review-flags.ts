/** What a reviewer should look at first, seen when a record arrives. */

import { effectiveMeasurements } from '#domain/growth-event.ts';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import type { QuestionKind } from '#domain/growth/measurement-questions.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import type { ChildRow, EventRow } from './store.ts';

/** A phone's clock further off than this is said; Medic's CHT warns at the same margin. */
const CLOCK_MARGIN_MS = 10 * 60_000;

const JUMPS: ReadonlySet<QuestionKind> = new Set([
  'weight-jump-up',
  'weight-jump-down',
  'length-jump',
  'length-shrank',
  'head-shrank',
]);

/** Flags of what a measurement says, held against the child's history with it included. */
export function growthFlags(
  child: ChildRow,
  history: readonly EventRow[],
  measuredOn: string,
): ReviewFlag[] {
  const effective = effectiveMeasurements(history.map((row) => row.event));
  const assessment = assessGrowth(child.profile, effective, measuredOn);
  const flags: ReviewFlag[] = [];
  if (Object.values(assessment.indices).some((index) => index.status === 'implausible')) {
    flags.push('implausible');
  }
  if (assessment.questions.some(({ kind }) => JUMPS.has(kind))) flags.push('big-jump');
  if (assessment.questions.some(({ kind }) => !JUMPS.has(kind))) flags.push('question');
  if (assessment.referrals.length > 0) flags.push('refer');
  return flags;
}

/** Flags of how a record came here. */
export function arrivalFlags(
  { authorId, captured }: MutationEnvelope,
  pushedBy: string,
  isCorrection: boolean,
): ReviewFlag[] {
  const flags: ReviewFlag[] = [];
  if (isCorrection) flags.push('correction');
  if (authorId !== pushedBy) flags.push('not-own-account');
  if (captured.serverOffsetMs !== null && Math.abs(captured.serverOffsetMs) > CLOCK_MARGIN_MS) {
    flags.push('clock-off');
  }
  return flags;
}
