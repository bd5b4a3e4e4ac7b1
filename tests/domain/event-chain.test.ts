import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldChain, type Link } from '#domain/event-chain.ts';
import { effectiveMeasurements, type GrowthEvent } from '#domain/growth-event.ts';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import { accountIdSchema, childIdSchema, eventIdSchema } from '#domain/ids.ts';
import { effectiveImmunizations } from '#domain/immunization/immunization-event.ts';
import { theImmunization, theMeasurement } from '../support/mutations.ts';

const idOf = (n: number) =>
  eventIdSchema.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const childId = childIdSchema.parse('00000000-0000-7000-8000-aaaaaaaaaaaa');
const authorId = accountIdSchema.parse('00000000-0000-7000-8000-bbbbbbbbbbbb');

const root = (n: number, value: string): Link<string> => ({
  kind: 'root',
  id: idOf(n),
  childId,
  authorId,
  value,
});
const amend = (n: number, of: number, value: string): Link<string> => ({
  kind: 'amendment',
  id: idOf(n),
  targetId: idOf(of),
  value,
});
const undo = (of: number): Link<string> => ({ kind: 'void', targetId: idOf(of) });

/** "1: c by 3, voided" */
const told = (links: readonly Link<string>[]) =>
  foldChain(links).map(
    ({ effective, value }) =>
      `${Number(effective.id.slice(-12))}: ${value} by ${Number(effective.decidedBy.slice(-12))}${effective.voided ? ', voided' : ''}`,
  );

describe('a chain', () => {
  test.each([
    ['a record alone', [root(1, 'a')], ['1: a by 1']],
    [
      'the last amendment counts',
      [root(1, 'a'), amend(2, 1, 'b'), amend(3, 1, 'c')],
      ['1: c by 3'],
    ],
    ['a void ends it', [root(1, 'a'), undo(1)], ['1: a by 1, voided']],
    [
      'an amendment after a void does not bring it back',
      [root(1, 'a'), undo(1), amend(2, 1, 'b')],
      ['1: b by 2, voided'],
    ],
    ['an amendment that came before its record', [amend(2, 1, 'b'), root(1, 'a')], ['1: b by 2']],
    [
      'what speaks of nothing here is left out',
      [root(1, 'a'), amend(2, 9, 'b'), undo(8)],
      ['1: a by 1'],
    ],
    [
      'two records do not touch each other',
      [root(1, 'a'), root(2, 'b'), undo(1)],
      ['1: a by 1, voided', '2: b by 2'],
    ],
  ])('%s', (_what, links, expected) => {
    expect(told(links)).toEqual(expected);
  });

  test('law: whatever is put between, a record keeps its identity, and only a void ends it', () => {
    const link = fc.oneof(
      fc.nat({ max: 4 }).map((of) => amend(100 + of, of, `amended ${of}`)),
      fc.nat({ max: 4 }).map(undo),
    );
    fc.assert(
      fc.property(fc.array(link, { maxLength: 12 }), (links) => {
        const roots = [0, 1, 2, 3].map((n) => root(n, `first ${n}`));
        const folded = foldChain([...roots, ...links]);
        expect(folded.map(({ effective }) => effective.id)).toEqual([0, 1, 2, 3].map(idOf));
        for (const [n, { effective, value }] of folded.entries()) {
          const own = links.filter((each) => 'targetId' in each && each.targetId === idOf(n));
          expect(effective.voided).toBe(own.some(({ kind }) => kind === 'void'));
          const last = own.findLast((each) => each.kind === 'amendment');
          expect(value).toBe(last?.kind === 'amendment' ? last.value : `first ${n}`);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('what counts', () => {
  const weighing = (n: number, measuredOn: string, weightGrams: number): GrowthEvent => ({
    kind: 'measurement',
    id: idOf(n),
    childId,
    authorId,
    measurement: theMeasurement({ measuredOn, weightGrams }),
  });
  const child = { bornOn: '2025-10-03', sex: 'female' } as const;
  const letter = (events: readonly GrowthEvent[]) =>
    assessGrowth(child, effectiveMeasurements(events), '2026-11-10').weightGain.code;
  const october = weighing(1, '2026-10-10', 8000);
  const november = weighing(2, '2026-11-10', 8500);

  test('a weighing in the month before makes the letter', () => {
    expect(letter([november])).toBe('B');
    expect(letter([october, november])).toBe('N');
  });

  test('a voided weighing does not', () => {
    const voided: GrowthEvent = {
      kind: 'void',
      id: idOf(3),
      childId,
      authorId,
      targetId: idOf(1),
      reason: 'salah anak',
    };
    expect(letter([october, november, voided])).toBe('B');
  });

  test('an amended weighing does by its last values', () => {
    const amended: GrowthEvent = {
      kind: 'amendment',
      id: idOf(3),
      childId,
      authorId,
      targetId: idOf(1),
      reason: 'salah baca timbangan',
      measurement: theMeasurement({ measuredOn: '2026-10-10', weightGrams: 8450 }),
    };
    expect(letter([october, november, amended])).toBe('T');
  });

  test('doses fold the same way, oldest first', () => {
    const dose = (n: number, givenOn: string) => ({
      kind: 'immunization' as const,
      id: idOf(n),
      childId,
      authorId,
      immunization: theImmunization({ givenOn }),
    });
    const folded = effectiveImmunizations([
      dose(2, '2026-03-01'),
      dose(1, '2026-01-01'),
      {
        kind: 'immunization-amendment',
        id: idOf(3),
        childId,
        authorId,
        targetId: idOf(1),
        immunization: theImmunization({ givenOn: '2026-04-01' }),
        reason: 'salah tanggal',
      },
      {
        kind: 'immunization-void',
        id: idOf(4),
        childId,
        authorId,
        targetId: idOf(2),
        reason: 'salah anak',
      },
    ]);
    expect(folded.map(({ id, voided }) => [id, voided])).toEqual([
      [idOf(2), true],
      [idOf(1), false],
    ]);
  });
});
