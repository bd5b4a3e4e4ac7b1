import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceIdSchema } from '#domain/ids.ts';
import { withNumbers, type Numbers } from '#server/store/device-numbers.ts';

const deviceId = deviceIdSchema.parse(randomUUID());
const NONE: Numbers = { deviceId, contig: 0, also: [] };

function held({ contig, also }: Numbers): number[] {
  const upTo = Array.from({ length: contig }, (_, index) => index + 1);
  return [...upTo, ...also.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i))];
}

test('numbers that come in any order and in any pieces are held, each once, up to the first gap as one', () => {
  const some = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 6 }), (pieces) => {
      const numbers = pieces.reduce(withNumbers, NONE);
      const all = [...new Set(pieces.flat())].toSorted((a, b) => a - b);
      expect(held(numbers)).toEqual(all);
      expect(all).not.toContain(numbers.contig + 1);
      // Stretches do not touch: between two of them something is missing.
      numbers.also.forEach(([first], index) =>
        expect(first).toBeGreaterThan((numbers.also[index - 1]?.[1] ?? numbers.contig) + 1),
      );
    }),
    { numRuns: 500 },
  );
});
