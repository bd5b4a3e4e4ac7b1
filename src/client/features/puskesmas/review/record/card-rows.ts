/** A child's card: every recorded dose with what the engine makes of it, and what is still owed. */

import { isImmunizationEvent, type ChildEvent } from '#domain/child-event.ts';
import type { ChildProfile } from '#domain/child.ts';
import {
  effectiveImmunizations,
  type EffectiveImmunization,
} from '#domain/immunization/immunization-event.ts';
import { recordedDose, type Immunization } from '#domain/immunization/immunization-record.ts';
import type { JudgedDose } from '#domain/immunization/judge-doses.ts';
import { planImmunization, type ImmunizationPlan } from '#domain/immunization/plan-immunization.ts';
import type { ReviewRecord } from '#protocol/review.ts';

export interface CardRow {
  readonly dose: EffectiveImmunization;
  /** `null` for one that is voided, or dated after today. */
  readonly judged: JudgedDose | null;
}

export interface ImmunizationCard {
  /** Oldest first. */
  readonly rows: readonly CardRow[];
  readonly plan: ImmunizationPlan;
}

/**
 * @param events of the child in the order they count
 * @param at today as ISO date, and the region whose schedule counts
 */
export function immunizationCard(
  { bornOn }: ChildProfile,
  events: readonly ChildEvent[],
  { today, region }: { readonly today: string; readonly region: string },
): ImmunizationCard {
  const doses = effectiveImmunizations(events.filter(isImmunizationEvent));
  const counting = doses.filter(({ voided }) => !voided);
  const plan = planImmunization(
    { bornOn, region },
    counting.map(({ immunization }) => recordedDose(immunization)),
    today < bornOn ? bornOn : today,
  );
  const judged = new Map<string, JudgedDose[]>();
  for (const each of plan.given)
    judged.set(keyOf(each), [...(judged.get(keyOf(each)) ?? []), each]);
  // Of doses that say the very same, the one that arrived first counts, as the server has it.
  const arrived = new Map(events.map(({ id }, at) => [id, at]));
  const place = ({ id }: EffectiveImmunization) => arrived.get(id) ?? events.length;
  const verdicts = new Map(
    [...counting]
      .sort((one, other) => place(one) - place(other))
      .map(({ id, immunization }) => [id, judged.get(keyOf(immunization))?.shift() ?? null]),
  );
  return {
    plan,
    rows: doses.map((dose) => ({ dose, judged: verdicts.get(dose.id) ?? null })),
  };
}

/** The row of the dose that a record speaks of; `null` once it was corrected, or never applied. */
export function rowOf(
  { immunization, flags }: Pick<ReviewRecord, 'immunization' | 'flags'>,
  { rows }: ImmunizationCard,
): CardRow | null {
  if (immunization === null) return null;
  const same = rows.filter(({ dose }) => !dose.voided && sameDose(dose.immunization, immunization));
  const isDoubled = flags.includes('dose-duplicate');
  const own = same.find(({ judged }) => (judged?.verdict === 'duplicate') === isDoubled);
  return own ?? same[0] ?? null;
}

export function sameDose(one: Immunization, other: Immunization): boolean {
  return (
    one.product === other.product &&
    one.givenOn === other.givenOn &&
    one.source === other.source &&
    one.givenBy === other.givenBy &&
    one.lotNumber === other.lotNumber &&
    one.expiresOn === other.expiresOn &&
    one.place === other.place
  );
}

function keyOf({ product, givenOn }: Pick<Immunization, 'product' | 'givenOn'>): string {
  return `${givenOn} ${product}`;
}
