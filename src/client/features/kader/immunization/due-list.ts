/** Who needs the midwife this month: never had DPT first, then those waiting longest, then those whose time it is. */

import type { ChildView } from '#client/services.ts';
import { completedMonths, monthOf } from '#domain/dates.ts';
import type { ChildId } from '#domain/ids.ts';
import {
  effectiveImmunizations,
  type ImmunizationEvent,
} from '#domain/immunization/immunization-event.ts';
import type { OwedDose } from '#domain/immunization/owed-doses.ts';
import { isGivable, planOf } from './card.ts';

/** Kejar ends with the fifth birthday. */
const UNDER_MONTHS = 60;

export type DueKind = 'zero-dose' | 'late' | 'due';

export interface DueChild {
  readonly child: ChildView;
  readonly kind: DueKind;
  /** May be given today, in the order of the card. */
  readonly now: readonly OwedDose[];
  /** May be given later this month. */
  readonly later: readonly OwedDose[];
  /** The longest that one of them is late; `null` where none is. */
  readonly lateSince: string | null;
}

const ORDER: Readonly<Record<DueKind, number>> = { 'zero-dose': 0, late: 1, due: 2 };

/** @param events of those that count, by child */
export function dueThisMonth(
  children: readonly ChildView[],
  events: ReadonlyMap<ChildId, readonly ImmunizationEvent[]>,
  { today, region }: { readonly today: string; readonly region: string | null },
): DueChild[] {
  return children
    .filter(({ profile }) => completedMonths(profile.bornOn, today) < UNDER_MONTHS)
    .flatMap((child) => dueChild(child, events.get(child.id) ?? [], today, region) ?? [])
    .sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || longestFirst(a, b));
}

function dueChild(
  child: ChildView,
  events: readonly ImmunizationEvent[],
  today: string,
  region: string | null,
): DueChild | null {
  const given = effectiveImmunizations(events)
    .filter(({ voided }) => !voided)
    .map(({ immunization }) => immunization);
  const { owed, status } = planOf({ bornOn: child.profile.bornOn, region }, given, today);
  const now = owed.filter(isGivable);
  const month = monthOf(today);
  const later = owed.filter(
    ({ state, from }) => state === 'not-yet' && from !== null && monthOf(from) === month,
  );
  if (now.length === 0 && later.length === 0) return null;
  let lateSince: string | null = null;
  for (const dose of now) {
    if (dose.lateSince !== null && (lateSince === null || dose.lateSince < lateSince)) {
      lateSince = dose.lateSince;
    }
  }
  const kind = status.zeroDose ? 'zero-dose' : lateSince === null ? 'due' : 'late';
  return { child, kind, now, later, lateSince };
}

/** The names are in order already; sorting keeps that where nothing else decides. */
function longestFirst(a: DueChild, b: DueChild): number {
  const [since, other] = [a.lateSince ?? '9', b.lateSince ?? '9'];
  if (since === other) return 0;
  return since < other ? -1 : 1;
}
