/** Draws what vaccines an invented child was given: the engine says at each visit what is owed, the story what became of it. */

import { addDays, addToMonth, completedMonths, monthOf } from '#domain/dates.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { OwedDose, OwedState } from '#domain/immunization/owed-doses.ts';
import { planImmunization } from '#domain/immunization/plan-immunization.ts';
import { TOO_EARLY_MONTH, type Candidate, type DoseStory } from './dose-stories.ts';
import type { Random } from './random.ts';

/** A dose with the day on which the kader wrote it down. */
export interface PracticeDose {
  readonly recordedOn: string;
  readonly immunization: Immunization;
}

export interface DoseContext {
  readonly today: string;
  readonly region: string;
  readonly vials: Vials;
}

/** Of a hundred visits one or the other is no day for a vaccine: a fever, an empty vaccine carrier. */
const READINESS: Record<DoseStory, number> = {
  steady: 0.96,
  late: 0.6,
  'dropped-out': 1,
  'zero-dose': 0,
  mixed: 1,
  'too-early': 1,
  vague: 0.95,
};
/** This month the vaccine came late, so that there is somebody to call. */
const READINESS_THIS_MONTH = 0.3;
const LATE_FROM_MONTH = 7;
/** Before the register begins, of a hundred sessions. */
const ATTENDANCE_BEFORE = 0.92;
const MAY_BE_GIVEN: ReadonlySet<OwedState> = new Set(['due', 'overdue', 'catch-up']);
const GIVERS = ['Bidan Latihan', 'Perawat Latihan'] as const;
const BIRTH_PLACES = ['puskesmas', 'hospital', 'midwife-practice'] as const;

/** The batch that lies in the vaccine carrier on a session day: one for everybody who comes. */
export type Vials = (product: string, day: string) => { lotNumber: string; expiresOn: string };

export function drawVials(random: Random): Vials {
  const known = new Map<string, ReturnType<Vials>>();
  return (product, day) => {
    const key = `${product} ${day}`;
    const vial = known.get(key) ?? {
      lotNumber: `${product.slice(0, 2)}${day.slice(2, 4)}${String(random.between(1000, 9999))}`,
      expiresOn: `${addToMonth(monthOf(day), random.between(4, 18))}-28`,
    };
    known.set(key, vial);
    return vial;
  };
}

/**
 * Sessions the child was brought to: before it was registered here as far as
 * can be told, afterwards those at which it was measured.
 */
export function visitsOf(
  random: Random,
  child: { readonly bornOn: string; readonly registeredOn: string },
  measuredOn: readonly string[],
  sessionDay: string,
): string[] {
  const days: string[] = [];
  for (let month = monthOf(child.bornOn); ; month = addToMonth(month, 1)) {
    const day = `${month}-${sessionDay}`;
    if (day >= child.registeredOn) break;
    if (random.chance(ATTENDANCE_BEFORE) && day > child.bornOn) days.push(day);
  }
  return [...days, ...measuredOn];
}

/** Oldest first. */
export function doseHistory(
  random: Random,
  child: Candidate,
  story: DoseStory,
  context: DoseContext,
): PracticeDose[] {
  const given = new DoseBook(random, child, story, context);
  given.atBirth();
  for (const day of child.visits) {
    const isNewborn = completedMonths(child.bornOn, day) < 2;
    const isWaiting = monthOf(day) === monthOf(context.today) && story !== 'too-early';
    const readiness = (isNewborn ? 1 : READINESS[story]) * (isWaiting ? READINESS_THIS_MONTH : 1);
    if (story !== 'zero-dose' && random.chance(readiness)) given.visit(day);
  }
  return given.doses;
}

class DoseBook {
  readonly doses: PracticeDose[] = [];
  readonly #random: Random;
  readonly #child: Candidate;
  readonly #story: DoseStory;
  readonly #context: DoseContext;
  /** What really happened, whatever of it was written down. */
  readonly #happened: { readonly product: string; readonly givenOn: string }[] = [];

  constructor(random: Random, child: Candidate, story: DoseStory, context: DoseContext) {
    this.#random = random;
    this.#child = child;
    this.#story = story;
    this.#context = context;
  }

  atBirth(): void {
    const place = this.#random.pick(BIRTH_PLACES);
    const { bornOn, registeredOn } = this.#child;
    const day = addDays(bornOn, this.#random.between(0, 1));
    const missed =
      this.#story === 'late' || (this.#story === 'zero-dose' && this.#random.chance(0.5));
    if (missed || day > registeredOn) return;
    this.#write('HB-0', day, { place });
  }

  visit(day: string): void {
    const { bornOn } = this.#child;
    const months = completedMonths(bornOn, day);
    if (this.#story === 'late' && months < LATE_FROM_MONTH) return;
    const isOver = this.#story === 'dropped-out' && this.#countOf('DPT') > 0;
    if (isOver) return;

    const { owed } = planImmunization(
      { bornOn, region: this.#context.region },
      this.#happened,
      day,
    );
    const open = owed.filter(({ state }) => MAY_BE_GIVEN.has(state));
    const products = new Set(open.map((dose) => this.#productFor(dose)));
    if (products.has('DPT-HB-Hib-IPV')) products.delete('IPV');
    const isTooEarly = this.#story === 'too-early' && months === TOO_EARLY_MONTH;
    if (isTooEarly && this.#countOf('MR') === 0) products.add('MR');
    const giver = this.#random.pick(GIVERS);
    for (const product of products) this.#write(product, day, { givenBy: giver });
  }

  #productFor({ dose, product }: OwedDose): string {
    if (this.#story !== 'mixed' || !/^DPT-HB-Hib [123]$/.test(dose)) return product;
    return this.#countOf('DPT') === 0 ? 'DPT-HB-Hib' : 'DPT-HB-Hib-IPV';
  }

  #countOf(begins: string): number {
    return this.#happened.filter(({ product }) => product.startsWith(begins)).length;
  }

  /** Given in front of the kader it has a batch; what was given before is copied from the book. */
  #write(product: string, day: string, known: Partial<Immunization>): void {
    this.#happened.push({ product, givenOn: day });
    const { registeredOn, visits } = this.#child;
    if (product !== 'HB-0' && day >= registeredOn && visits.includes(day)) {
      const vial = this.#context.vials(product, day);
      const place = 'posyandu' as const;
      const seen = { source: 'provider' as const, givenBy: null, place, ...vial, ...known };
      this.doses.push({ recordedOn: day, immunization: { product, givenOn: day, ...seen } });
      return;
    }
    const isRecalled = this.#story === 'vague' && product === 'BCG';
    this.doses.push({
      recordedOn: day > registeredOn ? day : registeredOn,
      immunization: {
        product,
        givenOn: this.#story === 'vague' ? day.slice(0, isRecalled ? 4 : 7) : day,
        source: isRecalled ? 'recall' : 'record',
        givenBy: null,
        lotNumber: null,
        expiresOn: null,
        place: known.place ?? null,
      },
    });
  }
}

/** As somebody would copy it who has only the book. */
export function copiedFromBook(doses: readonly PracticeDose[], recordedOn: string): PracticeDose[] {
  return doses
    .filter((dose) => dose.recordedOn <= recordedOn)
    .map(({ immunization: { product, givenOn, place } }) => ({
      recordedOn,
      immunization: {
        product,
        givenOn,
        source: 'record' as const,
        givenBy: null,
        lotNumber: null,
        expiresOn: null,
        place,
      },
    }));
}
