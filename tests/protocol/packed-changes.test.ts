import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packChanges, unpackChanges } from '#protocol/packed-changes.ts';

const leaf = fc.oneof(
  fc.uuid(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  fc.string(),
  fc.constantFrom(null, true, false, {}, []),
  fc.array(fc.oneof(fc.uuid(), fc.integer())),
);
const name = fc.oneof(fc.constantFrom('mid', 'seq2', 'a.b', ''), fc.string()).filter(isPlain);
const fields = fc.dictionary(name, fc.oneof(leaf, fc.dictionary(name, leaf)), { maxKeys: 5 });
const change = fc
  .tuple(fields, fc.constantFrom('child', 'event', 'review', 'new'), fc.maxSafeNat())
  .map(([rest, kind, seq]) => ({ ...rest, kind, seq }));

function isPlain(text: string): boolean {
  return !['__proto__', 'kind', 'seq'].includes(text);
}

test('what is packed comes back as it was, in its order, whatever it says', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const travelled: unknown = JSON.parse(JSON.stringify(packChanges(changes)));
      expect(unpackChanges(travelled)).toEqual(JSON.parse(JSON.stringify(changes)));
    }),
    { seed: 20_261_123, numRuns: 300 },
  );
});

test('rows do not share what they hold', () => {
  const changes = [1, 2].map((seq) => ({ kind: 'child', seq, fieldVersions: {} }));
  const [one, other] = unpackChanges(packChanges(changes)) ?? [];
  expect(one?.['fieldVersions']).not.toBe(other?.['fieldVersions']);
});

const packed = packChanges(
  ['0b8e0f5a-6c1e-4f5e-9a6e-2f6f3a1d7c44', '7a0a3a0e-2a4b-4a64-8c0e-0d6a7e1f9b55'].map(
    (mid, index) => ({ kind: 'event', seq: 7 * index, mid, event: { weight: index / 3 } }),
  ),
);

test.each<[string, unknown]>([
  ['nothing', null],
  ['a list', []],
  ['ids cut off', { ...packed, rest: packed.rest.slice(1) }],
  ['more rows than there are', { ...packed, runs: [[0, 3]] }],
  ['a shape that is not there', { ...packed, runs: [[1, 2]] }],
  ['a run without length', { ...packed, runs: [[0]] }],
  ['ids that are not there', { ...packed, times: [], rest: '' }],
  [
    'a column too few',
    { ...packed, shapes: packed.shapes.map((all) => ({ ...all, columns: [] })) },
  ],
  ['rows without a kind', { ...packed, shapes: [{ paths: [['seq']], columns: [{ same: 1 }] }] }],
  [
    'a way through the prototype',
    {
      ...packed,
      shapes: [
        {
          paths: [['__proto__', 'a'], ['kind'], ['seq']],
          columns: [{ same: 1 }, { same: 'k' }, { same: 1 }],
        },
      ],
    },
  ],
])('what is not whole is not taken for changes: %s', (_what, broken) => {
  expect(unpackChanges(packed)).toHaveLength(2);
  expect(unpackChanges(broken)).toBeNull();
});
