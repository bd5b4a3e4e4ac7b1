/** What a reviewer should look at first, seen when a record arrives. */

import {
  isGrowthEvent,
  isImmunizationEvent,
  rootIdOf,
  type ChildEvent,
} from '#domain/child-event.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import { assessGrowth, holdsWithout } from '#domain/growth/assess-growth.ts';
import type { QuestionKind } from '#domain/growth/measurement-questions.ts';
import type { EventId } from '#domain/ids.ts';
import {
  effectiveImmunizations,
  type EffectiveImmunization,
} from '#domain/immunization/immunization-event.ts';
import { recordedDose, wasExpired } from '#domain/immunization/immunization-record.ts';
import type { DoseVerdict } from '#domain/immunization/judge-in-series.ts';
import { planImmunization } from '#domain/immunization/plan-immunization.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import type { ChildRow } from './store.ts';

/** A phone's clock further off than this is said; Medic's CHT warns at the same margin. */
const CLOCK_MARGIN_MS = 10 * 60_000;

const JUMPS: ReadonlySet<QuestionKind> = new Set([
  'weight-jump-up',
  'weight-jump-down',
  'length-jump',
  'length-shrank',
  'head-shrank',
]);

const VERDICT_FLAG = {
  valid: null,
  'too-early': 'dose-too-early',
  'too-close': 'dose-too-close',
  'after-limit': 'dose-after-limit',
  duplicate: 'dose-duplicate',
  'unknown-product': 'dose-unknown-product',
} as const satisfies Record<DoseVerdict, ReviewFlag | null>;

/** A child as it stands, with everything recorded of it, in server order. */
export interface History {
  readonly child: ChildRow;
  readonly events: readonly ChildEvent[];
  /** Measurements before this day may be missing among them; `null`: nothing is. */
  readonly missingBefore: string | null;
  /** Kemendagri code of where the child lives, of any level. */
  readonly region: string;
}

/**
 * Flags of what a record says, held against the child's history with it
 * included. Taking a record back says nothing.
 *
 * @param today ISO date
 * @returns `null` when what is missing of the history could change them
 */
export function contentFlags(
  event: ChildEvent,
  history: History,
  today: string,
): ReviewFlag[] | null {
  if ('measurement' in event) return growthFlags(history, event.measurement.measuredOn);
  return 'immunization' in event ? doseFlags(history, rootIdOf(event), today) : [];
}

function growthFlags(
  { child: { profile }, events, missingBefore }: History,
  measuredOn: string,
): ReviewFlag[] | null {
  const effective = effectiveMeasurements(events.filter(isGrowthEvent));
  const assessment = assessGrowth(profile, effective, measuredOn);
  const isKnown =
    missingBefore === null ||
    (!isMovedInto(events, missingBefore) &&
      holdsWithout(assessment, profile, effective, missingBefore));
  if (!isKnown) return null;
  const flags: ReviewFlag[] = [];
  if (Object.values(assessment.indices).some((index) => index.status === 'implausible')) {
    flags.push('implausible');
  }
  if (assessment.questions.some(({ kind }) => JUMPS.has(kind))) flags.push('big-jump');
  if (assessment.questions.some(({ kind }) => !JUMPS.has(kind))) flags.push('question');
  if (assessment.referrals.length > 0) flags.push('refer');
  return flags;
}

/** A measurement that is missing was put on a later day of those that are all there. */
function isMovedInto(events: readonly ChildEvent[], missingBefore: string): boolean {
  return events.some(
    (event) =>
      event.kind === 'amendment' &&
      event.measurement.measuredOn >= missingBefore &&
      events.every(({ id }) => id !== event.targetId),
  );
}

function doseFlags(history: History, root: EventId, today: string): ReviewFlag[] {
  const doses = effectiveImmunizations(history.events.filter(isImmunizationEvent)).filter(
    ({ voided }) => !voided,
  );
  const dose = doses.find(({ id }) => id === root);
  if (dose === undefined) return [];
  const flag = VERDICT_FLAG[verdictOf(dose, doses, history, today)];
  return [
    ...(flag === null ? [] : [flag]),
    ...(wasExpired(dose.immunization) ? (['dose-expired'] as const) : []),
  ];
}

/** Of records that say the very same, the engine lets the first count: here the one that arrived first. */
function verdictOf(
  dose: EffectiveImmunization,
  doses: readonly EffectiveImmunization[],
  { child, events, region }: History,
  today: string,
): DoseVerdict {
  const saysTheSame = (other: { readonly product: string; readonly givenOn: string }) =>
    other.product === dose.immunization.product && other.givenOn === dose.immunization.givenOn;
  const same = new Set(
    doses.filter(({ immunization }) => saysTheSame(immunization)).map(({ id }) => id),
  );
  const place = events.filter(({ id }) => same.has(id)).findIndex(({ id }) => id === dose.id);
  const { given } = planImmunization(
    { bornOn: child.profile.bornOn, region },
    doses.map(({ immunization }) => recordedDose(immunization)),
    today,
  );
  return given.filter(saysTheSame)[place]?.verdict ?? 'valid';
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
