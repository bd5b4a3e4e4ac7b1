/** A child's immunization card: every dose of the book with what became of it, and every record with its verdict. */

import { recordHistories, type RecordHistory } from '#client/record-history.ts';
import type { EventView } from '#client/services.ts';
import type { ImmunizationEvent } from '#domain/immunization/immunization-event.ts';
import { recordedDose, type Immunization } from '#domain/immunization/immunization-record.ts';
import type { JudgedDose } from '#domain/immunization/judge-doses.ts';
import type { OwedDose } from '#domain/immunization/owed-doses.ts';
import { planImmunization, type ImmunizationPlan } from '#domain/immunization/plan-immunization.ts';
import {
  DOSE_NAMES,
  type DoseName,
  type SeriesName,
} from '#domain/immunization/schedule-schema.ts';

export type DoseRecord = RecordHistory<ImmunizationEvent, Immunization>;

export type CardRow =
  | {
      readonly kind: 'done';
      readonly dose: DoseName;
      readonly judged: JudgedDose;
      readonly record: DoseRecord;
    }
  | { readonly kind: 'owed'; readonly dose: DoseName; readonly owed: OwedDose }
  /** Recorded, and counted as nothing; not judged where its date has not come. */
  | { readonly kind: 'uncounted'; readonly judged: JudgedDose | null; readonly record: DoseRecord };

export interface CardGroup {
  readonly series: SeriesName | 'other';
  readonly rows: readonly CardRow[];
}

export interface Visit {
  readonly on: string;
  readonly doses: readonly DoseName[];
}

export interface ImmunizationCard {
  readonly plan: ImmunizationPlan;
  readonly dueNow: readonly OwedDose[];
  /** The next day on which something is waited for; `null` where nothing is. */
  readonly next: Visit | null;
  readonly groups: readonly CardGroup[];
  /** Taken back, or not taken in by the server. */
  readonly outside: readonly DoseRecord[];
}

const SERIES: readonly (SeriesName | 'other')[] = [
  'HB-0',
  'BCG',
  'OPV',
  'DPT-HB-Hib',
  'PCV',
  'RV',
  'IPV',
  'MR',
  'JE',
  'other',
];

export function doseRecords(events: readonly EventView<ImmunizationEvent>[]): DoseRecord[] {
  return recordHistories(events, (event) =>
    event.kind === 'immunization-void' ? null : event.immunization,
  );
}

/** Those that the rules may use. */
export function standing(records: readonly DoseRecord[]): DoseRecord[] {
  return records.filter(({ voided, counts }) => counts && !voided);
}

/** What the schedule goes by. */
export interface Scheduled {
  readonly bornOn: string;
  /** Kemendagri code of the posyandu's kabupaten; `null` where it is not known. */
  readonly region: string | null;
}

/** The plan of a day; never of one before birth, which only a wrong date on the phone can ask for. */
export function planOf(
  { bornOn, region }: Scheduled,
  immunizations: readonly Immunization[],
  on: string,
): ImmunizationPlan {
  const child = region === null ? { bornOn } : { bornOn, region };
  return planImmunization(child, immunizations.map(recordedDose), on < bornOn ? bornOn : on);
}

/**
 * What the engine says of each; `null` for one dated after the day of the plan.
 * Of several alike the first is the one that may count.
 */
export function judgedEach(
  immunizations: readonly Immunization[],
  plan: ImmunizationPlan,
): (JudgedDose | null)[] {
  const left = [...plan.given];
  return immunizations.map(({ product, givenOn }) => {
    const at = left.findIndex((dose) => dose.product === product && dose.givenOn === givenOn);
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null);
  });
}

export function cardOf(
  child: Scheduled,
  records: readonly DoseRecord[],
  on: string,
): ImmunizationCard {
  const counting = standing(records).sort((a, b) =>
    a.value.givenOn === b.value.givenOn
      ? compare(a.id, b.id)
      : compare(a.value.givenOn, b.value.givenOn),
  );
  const values = counting.map(({ value }) => value);
  const plan = planOf(child, values, on);
  const judged = judgedEach(values, plan);

  const rowOf = new Map<DoseName, CardRow>(
    plan.owed.map((owed) => [owed.dose, { kind: 'owed', dose: owed.dose, owed }]),
  );
  const uncounted = new Map<SeriesName | 'other', CardRow[]>();
  counting.forEach((record, index) => {
    const one = judged[index] ?? null;
    if (one?.verdict === 'valid') {
      for (const dose of [one.dose, one.alsoDose]) {
        if (dose !== null) rowOf.set(dose, { kind: 'done', dose, judged: one, record });
      }
      return;
    }
    const series = one?.dose === null || one === null ? 'other' : seriesOf(one.dose);
    const rows = uncounted.get(series) ?? [];
    rows.push({ kind: 'uncounted', judged: one, record });
    uncounted.set(series, rows);
  });

  return {
    plan,
    dueNow: plan.owed.filter(isGivable),
    next: nextOf(plan),
    groups: SERIES.map((series) => ({
      series,
      rows: [
        ...DOSE_NAMES.filter((dose) => seriesOf(dose) === series).flatMap(
          (dose) => rowOf.get(dose) ?? [],
        ),
        ...(uncounted.get(series) ?? []),
      ],
    })).filter(({ rows }) => rows.length > 0),
    outside: records.filter(({ voided, counts }) => voided || !counts),
  };
}

/** May be given on the day of the plan. */
export function isGivable({ state }: OwedDose): boolean {
  return state === 'due' || state === 'overdue' || state === 'catch-up';
}

/** After the day of the plan, what is due that day taken as given. */
function nextOf({ owed }: ImmunizationPlan): Visit | null {
  let on: string | null = null;
  for (const { state, from } of owed) {
    if (state === 'not-yet' && from !== null && (on === null || from < on)) on = from;
  }
  if (on === null) return null;
  return {
    on,
    doses: owed.flatMap(({ state, from, dose }) =>
      state === 'not-yet' && from === on ? [dose] : [],
    ),
  };
}

function seriesOf(dose: DoseName): SeriesName | 'other' {
  return SERIES.find((series) => dose === series || dose.startsWith(`${series} `)) ?? 'other';
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
