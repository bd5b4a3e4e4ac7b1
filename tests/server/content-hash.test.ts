import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sortedKeys } from '#server/content-hash.ts';

test('the text of a content is the same as ever, which is in every journal', () => {
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom('10', '9', 'b', 'a', 'B', '__proto__', 'é', '😀'),
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constantFrom(null, true, false, -0, undefined),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(key, tie('json'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, json, { noNullPrototype: true }), (value) => {
      expect(canonicalJson(value)).toBe(JSON.stringify(sortedKeys(value)));
    }),
    { numRuns: 2000 },
  );
});

test('whatever the order of keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: 'x' })).toBe('{"a":"x","b":[{"c":2,"d":1}]}');
});
