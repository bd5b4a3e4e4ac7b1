/**
 * A schedule made ready for computing: slots in order, forbidding rules apart from advice, regions resolved.
 *
 * Done once per schedule and region; planning a child only reads.
 */

import type { Offset } from './age.ts';
import { dayOfIso } from './calendar.ts';
import {
  DOSE_NAMES,
  type DoseName,
  type DoseRule,
  type Figure,
  type ImmunizationSchedule,
  type ProductName,
  type SeriesName,
} from './schedule-schema.ts';
import { lengthText } from './why-text.ts';

/** What a sentence about a rule needs. */
export interface RuleNote {
  readonly rule: string;
  readonly source: string;
  readonly text: string;
}

export interface Slot {
  readonly index: number;
  readonly dose: DoseName;
  readonly series: number;
  /** 0 for the first of its series. */
  readonly place: number;
  readonly product: ProductName;
  /** Certain enough to forbid; birth where it is not. */
  readonly hardEarliest: Offset;
  readonly earliest: Offset;
  readonly idealBefore: Offset;
  readonly routineBefore: Offset;
  /** The first age at which it is given no more; `null` where no certain source ends it. */
  readonly limit: Offset | null;
  readonly advisedBefore: Offset | null;
  readonly hardIntervals: readonly Offset[];
  readonly intervals: readonly Offset[];
  readonly earliestNote: RuleNote;
  readonly intervalNote: RuleNote;
  readonly limitNote: RuleNote;
  readonly advisedNote: RuleNote | null;
}

export interface LateStart {
  readonly from: Offset;
  readonly doses: number;
  readonly interval: Offset | null;
  readonly note: RuleNote;
}

export interface Series {
  readonly index: number;
  readonly name: SeriesName;
  readonly liveInjected: boolean;
  readonly firstSlot: number;
  readonly length: number;
  readonly lateStart: readonly LateStart[];
}

export interface Component {
  readonly series: number;
  readonly own: { readonly earliest: Offset; readonly interval: Offset } | null;
}

/** From which birth day on a dose is owed; `Infinity` where nobody is owed it. */
interface Availability {
  readonly bornFrom: number;
  readonly note: RuleNote;
}

export interface CompiledSchedule {
  readonly schedule: ImmunizationSchedule;
  readonly slots: readonly Slot[];
  readonly series: readonly Series[];
  readonly products: ReadonlyMap<string, readonly Component[]>;
  readonly productOrder: ReadonlyMap<string, number>;
  /** By slot, for one region. */
  readonly availability: readonly (Availability | null)[];
  /** The cohorts of the combined product. */
  readonly combined: Availability;
  readonly combinedProduct: ProductName;
  /** How many doses of the primary series it is given for. */
  readonly combinedDoses: number;
  /** The series that it serves. */
  readonly primarySeries: number;
  /** The series that it brings along. */
  readonly broughtSeries: number;
  readonly liveSpacing: number;
  readonly liveNote: RuleNote;
  readonly repeatAfter: number;
}

const compiled = new WeakMap<ImmunizationSchedule, Map<string, CompiledSchedule>>();

/** @param region Kemendagri code, with or without dots */
export function compileSchedule(schedule: ImmunizationSchedule, region: string): CompiledSchedule {
  let byRegion = compiled.get(schedule);
  if (byRegion === undefined) {
    byRegion = new Map();
    compiled.set(schedule, byRegion);
  }
  const known = byRegion.get(region);
  if (known !== undefined) return known;
  const fresh = compile(schedule, region.replaceAll('.', ''));
  byRegion.set(region, fresh);
  return fresh;
}

export function offsetOf(figure: Figure): Offset {
  return 'months' in figure ? { months: figure.months, days: 0 } : { months: 0, days: figure.days };
}

function compile(schedule: ImmunizationSchedule, region: string): CompiledSchedule {
  const slots: Slot[] = [];
  const series = schedule.series.map((each, index): Series => {
    const firstSlot = slots.length;
    each.doses.forEach((rule, place) => {
      slots.push(slotOf(schedule, rule, { index: slots.length, series: index, place }));
    });
    return {
      index,
      name: each.series,
      liveInjected: each.liveInjected,
      firstSlot,
      length: each.doses.length,
      lateStart: each.lateStart.map((rule) => ({
        from: { months: rule.fromMonths, days: 0 },
        doses: rule.doses,
        interval: rule.interval === null ? null : offsetOf(rule.interval),
        note: note(
          schedule,
          `${slug(each.series)}.late-start`,
          rule.source,
          lengthText({ months: rule.fromMonths, days: 0 }),
        ),
      })),
    };
  });
  if (slots.some((slot, index) => slot.dose !== DOSE_NAMES[index])) {
    throw new RangeError('the doses of a schedule stand in the order of DOSE_NAMES');
  }
  const indexOf = (name: SeriesName) => series.findIndex((each) => each.name === name);
  return {
    schedule,
    slots,
    series,
    products: new Map(
      schedule.products.map(({ product, components }) => [
        product,
        components.map(({ series: name, own }) => ({
          series: indexOf(name),
          own:
            own === null
              ? null
              : { earliest: offsetOf(own.earliest), interval: offsetOf(own.interval) },
        })),
      ]),
    ),
    productOrder: new Map(schedule.products.map(({ product }, index) => [product, index])),
    availability: slots.map(
      (slot) =>
        availabilityOf(schedule, slot.dose, region) ??
        availabilityOf(schedule, seriesNameOf(schedule, slot), region),
    ),
    combined: availabilityOf(schedule, schedule.combined.product, region) ?? {
      bornFrom: Number.POSITIVE_INFINITY,
      note: note(schedule, 'cohort.combined', schedule.combined.source, ''),
    },
    combinedProduct: schedule.combined.product,
    combinedDoses: schedule.combined.doses,
    primarySeries: indexOf(schedule.combined.serves),
    broughtSeries: indexOf(schedule.combined.brings),
    liveSpacing: schedule.liveSpacing.days,
    liveNote: note(
      schedule,
      'live-spacing',
      schedule.liveSpacing.source,
      lengthText({ months: 0, days: schedule.liveSpacing.days }),
    ),
    repeatAfter: schedule.repeatAfter.days,
  };
}

function slotOf(
  schedule: ImmunizationSchedule,
  rule: DoseRule,
  at: { readonly index: number; readonly series: number; readonly place: number },
): Slot {
  const end = rule.catchUpBefore ?? rule.routineBefore;
  const earliest = offsetOf(rule.earliest);
  const intervals = rule.intervals.map(offsetOf);
  const longest = rule.intervals.at(-1);
  const id = slug(rule.dose);
  const { advisedBefore } = rule;
  return {
    ...at,
    dose: rule.dose,
    product: schedule.series[at.series]?.series ?? 'HB-0',
    hardEarliest: forbids(rule.earliest) ? earliest : { months: 0, days: 0 },
    earliest,
    idealBefore: offsetOf(rule.idealBefore),
    routineBefore: offsetOf(rule.routineBefore),
    limit: forbids(end) ? offsetOf(end) : null,
    advisedBefore: advisedBefore === null ? null : offsetOf(advisedBefore),
    hardIntervals: rule.intervals.filter(forbids).map(offsetOf),
    intervals,
    earliestNote: note(schedule, `${id}.earliest`, rule.earliest.source, lengthText(earliest)),
    intervalNote: note(
      schedule,
      `${id}.interval`,
      (longest ?? rule.earliest).source,
      longest === undefined ? '' : lengthText(offsetOf(longest)),
    ),
    limitNote: note(schedule, `${id}.limit`, end.source, lengthText(offsetOf(end))),
    advisedNote:
      advisedBefore === null
        ? null
        : note(
            schedule,
            `${id}.advised-limit`,
            advisedBefore.source,
            lengthText(offsetOf(advisedBefore)),
          ),
  };
}

/** A rule that nobody has read in a source may advise, never forbid. */
function forbids(figure: Figure): boolean {
  return figure.certainty === 'A' || figure.certainty === 'B';
}

function availabilityOf(
  schedule: ImmunizationSchedule,
  what: string,
  region: string,
): Availability | null {
  let best: ImmunizationSchedule['availability'][number] | null = null;
  for (const each of schedule.availability) {
    if (each.what !== what || !region.startsWith(each.region)) continue;
    if (best === null || each.region.length >= best.region.length) best = each;
  }
  if (best === null) return null;
  return {
    bornFrom: best.bornFrom === null ? Number.POSITIVE_INFINITY : dayOfIso(best.bornFrom),
    note: note(schedule, `cohort.${slug(what)}`, best.source, ''),
  };
}

function seriesNameOf(schedule: ImmunizationSchedule, slot: Slot): string {
  return schedule.series[slot.series]?.series ?? '';
}

function note(
  schedule: ImmunizationSchedule,
  rule: string,
  source: readonly string[],
  text: string,
): RuleNote {
  return { rule, source: source.map((key) => schedule.sources[key] ?? key).join('; '), text };
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
