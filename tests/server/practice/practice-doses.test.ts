import { describe, expect, test } from 'vitest';
import { completedMonths, monthOf } from '#domain/dates.ts';
import { checkImmunization, recordedDose } from '#domain/immunization/immunization-record.ts';
import { planImmunization } from '#domain/immunization/plan-immunization.ts';
import { readMutation } from '#protocol/mutation.ts';
import { planPractice, type PracticePosyandu } from '#server/practice/practice-plan.ts';

const WAITS: ReadonlySet<string> = new Set(['due', 'overdue', 'catch-up']);

function childrenOf({ records, villageCode }: PracticePosyandu, today: string) {
  const mutations = records.map(({ envelope }) => {
    const mutation = readMutation(envelope);
    if (typeof mutation === 'string') throw new Error(mutation);
    return mutation;
  });
  return mutations.flatMap((mutation) => {
    if (mutation.op !== 'child.create') return [];
    const { profile } = mutation.payload;
    const doses = mutations.flatMap((other) =>
      other.op === 'immun.record' && other.payload.childId === mutation.entity
        ? [other.payload.immunization]
        : [],
    );
    const plan = planImmunization(
      { bornOn: profile.bornOn, region: villageCode },
      doses.map(recordedDose),
      today,
    );
    return [
      {
        profile,
        doses,
        plan,
        months: completedMonths(profile.bornOn, today),
        waitsFor: plan.owed.filter(({ state }) => WAITS.has(state)),
        verdicts: plan.given.map(({ verdict }) => verdict),
        products: new Set(doses.map(({ product }) => product)),
      },
    ];
  });
}

describe.each(['2026-11-23', '2026-11-01', '2026-02-28', '2028-02-29', '2026-12-31'])(
  'the vaccines of the practice posyandu on %s',
  (today) => {
    const plan = planPractice(today);
    const posyandu = plan.posyandu.map((each) => childrenOf(each, today));

    test('are complete for most children, as they are in most villages', () => {
      for (const children of posyandu) {
        const ofAge = children.filter(({ plan: { status } }) => status.isOfAge.idl);
        const complete = ofAge.filter(({ plan: { status } }) => status.idl.complete !== 'no');
        expect(complete.length / ofAge.length).toBeGreaterThan(0.7);
        expect(complete.length).toBeLessThan(ofAge.length);
      }
    });

    test('are missing altogether in a few: zero-dose', () => {
      for (const children of posyandu) {
        const zeroDose = children.filter(({ plan: { status } }) => status.zeroDose);
        expect(zeroDose).toHaveLength(2);
      }
    });

    test('were begun and left off in some', () => {
      for (const children of posyandu) {
        const droppedOut = children.filter(({ plan: { given, owed } }) => {
          const began = given.some(({ dose }) => dose === 'DPT-HB-Hib 1');
          const next = owed.find(({ dose }) => dose === 'DPT-HB-Hib 2');
          return began && typeof next?.lateSince === 'string';
        });
        expect(droppedOut.length).toBeGreaterThanOrEqual(3);
      }
    });

    test('came late in some', () => {
      const kejar = posyandu
        .flat()
        .filter(({ plan: { given } }) => given.some(({ timing }) => timing === 'kejar'));
      expect(kejar.length).toBeGreaterThanOrEqual(3);
    });

    test('mix the pentavalent and the hexavalent product, and both count', () => {
      for (const children of posyandu) {
        const mixed = children.filter(
          ({ doses, products }) =>
            products.has('DPT-HB-Hib-IPV') &&
            doses.find(({ product }) => product.startsWith('DPT'))?.product === 'DPT-HB-Hib',
        );
        expect(mixed.length).toBeGreaterThanOrEqual(2);
        for (const { verdicts } of mixed) expect(new Set(verdicts)).toEqual(new Set(['valid']));
      }
    });

    test('were given once too early, and otherwise by the rules', () => {
      for (const children of posyandu) {
        const wrong = children.flatMap(({ verdicts }) => verdicts.filter((v) => v !== 'valid'));
        expect(wrong).toEqual(['too-early']);
      }
    });

    test('are due for several children this month, in each state', () => {
      for (const children of posyandu) {
        const waiting = children.filter(({ waitsFor }) => waitsFor.length > 0);
        expect(waiting.length).toBeGreaterThanOrEqual(6);
        expect(waiting.length).toBeLessThan(children.length / 3);
        const states = new Set(waiting.flatMap(({ waitsFor }) => waitsFor.map((w) => w.state)));
        expect(states).toEqual(WAITS);
      }
    });

    test('are dated by month or year where only the book or the mother knows', () => {
      const vague = posyandu
        .flat()
        .flatMap(({ doses }) => doses.filter(({ givenOn }) => givenOn.length < 10));
      expect(new Set(vague.map(({ source }) => source))).toEqual(new Set(['record', 'recall']));
      expect(new Set(vague.map(({ givenOn }) => givenOn.length))).toEqual(new Set([4, 7]));
    });

    test('have a batch, one for everybody that day, and a giver where the kader stood by', () => {
      const seen = posyandu
        .flat()
        .flatMap(({ doses }) => doses.filter(({ source }) => source === 'provider'));
      expect(seen.length).toBeGreaterThan(50);
      for (const { givenBy, lotNumber, expiresOn, givenOn, place } of seen) {
        expect([givenBy, lotNumber, place].includes(null)).toBe(false);
        expect(expiresOn !== null && expiresOn > givenOn).toBe(true);
      }
      const ofOne = new Set(
        (posyandu[0] ?? []).flatMap(({ doses }) =>
          doses
            .filter(({ source, product }) => source === 'provider' && product === 'PCV')
            .map(({ givenOn, lotNumber }) => `${givenOn} ${lotNumber ?? ''}`),
        ),
      );
      expect(new Set([...ofOne].map((key) => key.slice(0, 10))).size).toBe(ofOne.size);
    });

    test('are only such as a phone would have let a kader save', () => {
      for (const { profile, doses } of posyandu.flat()) {
        for (const dose of doses) {
          expect(checkImmunization(dose, { bornOn: profile.bornOn, today })).toBeNull();
        }
      }
    });

    test('wait for review where they are of this month or the last', () => {
      for (const { records } of plan.posyandu) {
        const doses = records.filter(({ envelope }) => envelope.op === 'immun.record');
        const waiting = doses.filter(({ decided }) => !decided);
        expect(waiting.length).toBeGreaterThan(0);
        expect(waiting.length).toBeLessThan(doses.length / 5);
        const monthsDecided = doses
          .filter(({ decided }) => decided)
          .map(({ envelope }) => monthOf(envelope.occurredOn));
        expect(monthsDecided).not.toContain(monthOf(today));
      }
    });
  },
);
