import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, completedMonths, dayNumber, daysBetween } from '#domain/dates.ts';
import { dayOfIso, isoOfDay, monthsLater, partsOf } from '#domain/immunization/calendar.ts';
import { planImmunization, type ImmunizationPlan } from '#domain/immunization/plan-immunization.ts';
import { DOSE_NAMES } from '#domain/immunization/schedule-schema.ts';
import { keepFigures, otherTests } from '../../support/kept-figures.ts';
import { PRODUCTS, planLife, someBirthday, someLife, type Life } from './children.ts';

const RUNS = { numRuns: 10_000, seed: 20_261_123 };

/** First month of age and days since the previous dose: the rules that forbid, written once more by hand. */
const LEAST: Readonly<Record<string, readonly [months: number, days: number]>> = {
  'HB-0': [0, 0],
  BCG: [0, 0],
  'OPV 1': [0, 0],
  'OPV 2': [2, 28],
  'OPV 3': [3, 28],
  'OPV 4': [4, 28],
  'DPT-HB-Hib 1': [2, 0],
  'DPT-HB-Hib 2': [3, 28],
  'DPT-HB-Hib 3': [4, 28],
  'DPT-HB-Hib 4': [18, 181],
  'PCV 1': [2, 0],
  'PCV 2': [3, 28],
  'PCV 3': [12, 28],
  'RV 1': [2, 0],
  'RV 2': [3, 28],
  'RV 3': [4, 28],
  'IPV 1': [4, 0],
  'IPV 2': [9, 120],
  'MR 1': [9, 0],
  'MR 2': [18, 28],
  'JE 1': [10, 0],
};
const LIVE = new Set(['BCG', 'MR', 'JE']);
const GIVABLE = new Set(['due', 'overdue', 'catch-up']);
const seriesOf = (dose: string) => dose.replace(/ \d$/, '');
/** Lives in which a law was looked at and held. */
let lives = 0;
const givable = (plan: ImmunizationPlan) => plan.owed.filter(({ state }) => GIVABLE.has(state));

function withDoses(life: Life, doses: Life['doses'], on = life.on): ImmunizationPlan {
  return planLife({ ...life, doses: [...life.doses, ...doses], on });
}

/**
 * Runs the law over many lives; a law answers with what is wrong, if anything.
 *
 * @returns the smallest life that breaks it, or `null`
 */
function breachOf<T>(some: fc.Arbitrary<T>, law: (life: T) => unknown): unknown {
  const { failed, numRuns, counterexample, errorInstance } = fc.check(
    fc.property(some, (life) => {
      const wrong = law(life);
      if (wrong !== undefined) throw new Error(JSON.stringify(wrong));
    }),
    RUNS,
  );
  if (failed) return { counterexample, errorInstance };
  lives += numRuns;
  return null;
}

const lifeAndPick = fc.tuple(someLife, fc.nat());

describe('the laws of the schedule', () => {
  it('what is due counts when it is given that day', () => {
    expect(
      breachOf(lifeAndPick, ([life, pick]) => {
        const owed = givable(planLife(life));
        const one = owed[pick % Math.max(1, owed.length)];
        if (one === undefined) return undefined;
        const after = withDoses(life, [{ product: one.product, givenOn: life.on }]);
        const counted = after.given.find(
          ({ dose, givenOn }) => dose === one.dose && givenOn === life.on,
        );
        return counted?.verdict === 'valid' && after.owed.every(({ dose }) => dose !== one.dose)
          ? undefined
          : { one, counted };
      }),
    ).toBeNull();
  });

  it('everything named for the next visit counts when it is given together', () => {
    expect(
      breachOf(someLife, (someone) => {
        const doses = someone.doses.filter(({ givenOn }) => givenOn <= someone.on);
        const life = { ...someone, doses };
        const visit = planLife(life).nextVisit;
        if (visit === null) return undefined;
        const then = planLife({ ...life, on: visit.on });
        const products = then.owed
          .filter(({ dose }) => visit.doses.includes(dose))
          .map(({ product }) => ({ product, givenOn: visit.on }));
        const counted = new Set(
          withDoses(life, products, visit.on)
            .given.filter(({ givenOn, verdict }) => givenOn === visit.on && verdict === 'valid')
            .map(({ dose }) => dose),
        );
        return visit.doses.every((dose) => counted.has(dose)) ? undefined : { visit };
      }),
    ).toBeNull();
  });

  it('a valid dose makes no other dose later than its own minimum', () => {
    expect(
      breachOf(lifeAndPick, ([life, pick]) => {
        const before = planLife(life);
        const owed = givable(before);
        const one = owed[pick % Math.max(1, owed.length)];
        if (one === undefined) return undefined;
        const after = withDoses(life, [{ product: one.product, givenOn: life.on }]);
        return after.owed.find((now) => {
          const then = before.owed.find(({ dose }) => dose === now.dose);
          if (now.from === null || then === undefined || then.from === null) return false;
          // MR 2 waits for MR 1, whose own day may move.
          if (now.dose === 'MR 2' && after.owed.some(({ dose }) => dose === 'MR 1')) return false;
          const isSpaced = LIVE.has(seriesOf(one.dose)) && LIVE.has(seriesOf(now.dose));
          return now.from > then.from && !(isSpaced && now.from <= addDays(life.on, 28));
        });
      }),
    ).toBeNull();
  });

  it('the order of the records does not matter', () => {
    const shuffled = someLife.chain((life) => {
      const whole = { minLength: life.doses.length, maxLength: life.doses.length };
      return fc.tuple(fc.constant(life), fc.shuffledSubarray([...life.doses], whole));
    });
    expect(
      breachOf(shuffled, ([life, doses]) => {
        const plan = JSON.stringify(planLife({ ...life, doses }));
        return plan === JSON.stringify(planLife(life)) ? undefined : { doses };
      }),
    ).toBeNull();
  });

  it('nothing is both due and impossible, and never two doses of one series at once', () => {
    expect(
      breachOf(someLife, (life) => {
        const plan = planLife(life);
        const dueSeries = givable(plan).map(({ dose }) => seriesOf(dose));
        if (new Set(dueSeries).size < dueSeries.length) return dueSeries;
        const possible = plan.owed.filter(({ from }) => from !== null);
        if ((plan.nextVisit === null) !== (possible.length === 0)) return plan.nextVisit;
        if (plan.nextVisit !== null && plan.nextVisit.on < life.on) return plan.nextVisit;
        return plan.owed.find(({ dose, state, from, until }) => {
          const isOver = state === 'closed' || state === 'not-applicable';
          if (from === null || isOver) return (from === null) !== isOver;
          const [months] = LEAST[dose] ?? [99];
          return (
            (state === 'not-yet') !== from > life.on ||
            (until !== null && (from > until || life.on > until)) ||
            completedMonths(life.bornOn, from) < months
          );
        });
      }),
    ).toBeNull();
  });

  it('no dose counts before its age, too soon after the last, past its end or twice', () => {
    expect(
      breachOf(someLife, (life) => {
        const plan = planLife(life);
        if (plan.given.length + plan.dosesAfter !== life.doses.length) return plan.given;
        const valid = plan.given.filter(({ verdict }) => verdict === 'valid');
        const doses = new Set(valid.map(({ dose }) => dose));
        if (doses.size < valid.length || doses.has(null)) return valid;
        return valid.find(({ dose, product, givenOn }) => {
          if (dose === null || (product === 'DPT-HB-Hib-IPV' && seriesOf(dose) === 'IPV'))
            return false;
          const [months, days] = LEAST[dose] ?? [99, 0];
          const age = completedMonths(life.bornOn, givenOn);
          const end = dose === 'BCG' ? 12 : seriesOf(dose) === 'RV' ? 7 : 60;
          if (age < months || age >= end) return true;
          if (dose === 'HB-0' && daysBetween(life.bornOn, givenOn) > 7) return true;
          const name = DOSE_NAMES[DOSE_NAMES.indexOf(dose) - 1];
          if (name === undefined || seriesOf(name) !== seriesOf(dose)) return false;
          const previous = valid.find((each) => each.dose === name);
          return previous !== undefined && days > daysBetween(previous.givenOn, givenOn);
        });
      }),
    ).toBeNull();
  });

  it('a plan followed from birth makes IDL, IDL with the new antigens and IBL', () => {
    expect(
      breachOf(fc.tuple(someBirthday, fc.constantFrom('52', '51', '32')), ([bornOn, region]) => {
        const doses: { product: string; givenOn: string }[] = [];
        let plan = planImmunization({ bornOn, region }, doses, bornOn);
        for (let visit = 0; plan.nextVisit !== null && visit < 40; visit += 1) {
          const { on, doses: names } = plan.nextVisit;
          for (const { dose, product } of plan.owed) {
            if (names.includes(dose)) doses.push({ product, givenOn: on });
          }
          plan = planImmunization({ bornOn, region }, doses, on);
        }
        const { idl, idlNew, ibl, zeroDose } = plan.status;
        const isRight =
          plan.given.every(({ verdict, timing }) => verdict === 'valid' && timing === 'ideal') &&
          plan.owed.every(({ state }) => state === 'not-applicable') &&
          [idl, idlNew, ibl].every(({ complete }) => complete === 'yes') &&
          !zeroDose &&
          completedMonths(bornOn, plan.on) < 24;
        return isRight ? undefined : plan;
      }),
    ).toBeNull();
  });

  it('a later start leaves as many doses as the table allows', () => {
    expect(
      breachOf(fc.tuple(someBirthday, fc.nat({ max: 1900 })), ([bornOn, age]) => {
        const on = addDays(bornOn, age);
        const months = completedMonths(bornOn, on);
        const plan = planImmunization({ bornOn, region: '32' }, [], on);
        const left = (series: string) =>
          plan.owed.filter(({ dose, from }) => seriesOf(dose) === series && from !== null).length;
        const table: Record<string, number> = {
          'HB-0': age > 7 ? 0 : 1,
          BCG: months >= 12 ? 0 : 1,
          PCV: months >= 60 ? 0 : months >= 24 ? 1 : months >= 12 ? 2 : 3,
          // Short of room for four weeks between doses in the last months.
          ...(months < 56 ? { OPV: 4 } : {}),
          ...(months < 50 ? { 'DPT-HB-Hib': 4 } : {}),
          ...(months < 58 ? { MR: 2 } : {}),
          ...(months >= 7 || bornOn < '2023-05-16' ? { RV: 0 } : months < 5 ? { RV: 3 } : {}),
        };
        return Object.entries(table).find(([series, count]) => left(series) !== count);
      }),
    ).toBeNull();
  });

  it('a partial date that surely counts does so on each of its days, one that cannot on none', () => {
    const record = fc.tuple(
      someBirthday,
      fc.constantFrom(...PRODUCTS),
      fc.nat({ max: 62 }),
      fc.nat({ max: 27 }),
    );
    expect(
      breachOf(record, ([bornOn, product, months, day]) => {
        const month = addMonths(bornOn, months).slice(0, 7);
        const date = `${month}-${String(day + 1).padStart(2, '0')}`;
        const judge = (givenOn: string) =>
          planImmunization({ bornOn }, [{ product, givenOn }], '2033-01-01').given[0];
        const vague = judge(month);
        const exact = judge(date);
        const isOff =
          vague?.verdict === 'valid'
            ? vague.certain && date >= bornOn && exact?.verdict !== 'valid'
            : exact?.verdict === 'valid';
        return isOff ? { vague, exact } : undefined;
      }),
    ).toBeNull();
  });

  it('its calendar is that of the other rules', () => {
    const days = fc.tuple(fc.integer({ min: -25_000, max: 84_000 }), fc.nat({ max: 72 }));
    expect(
      breachOf(days, ([day, months]) => {
        const iso = isoOfDay(day);
        const later = monthsLater(partsOf(day), months);
        const isRight =
          dayNumber(iso) === day &&
          dayOfIso(iso) === day &&
          completedMonths(iso, isoOfDay(later)) >= months &&
          completedMonths(iso, isoOfDay(later - 1)) < months;
        return isRight ? undefined : { iso, later };
      }),
    ).toBeNull();
  });
});

it('the lives are counted for the page of proof', ({ task }) => {
  expect(keepFigures('immunization-laws', { laws: otherTests(task), lives }, task)).not.toBe(
    'written anew',
  );
});
