import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, contentHash, sha256, sortedKeys } from '#server/content-hash.ts';
import { createPhone } from '../support/mutations.ts';

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

test('a mutation is known by what it says, and not by who carried it', () => {
  const said = createPhone().weigh(randomUUID());
  const { mid, posyanduId, authorId, op, opv, entity, occurredOn, payload } = said;
  const content = { mid, posyanduId, authorId, op, opv, entity, occurredOn, payload };
  expect(contentHash(said)).toBe(sha256(canonicalJson(content)));
  expect(contentHash({ ...said, op: 'measure."x"\u{1f600}' })).toBe(
    sha256(canonicalJson({ ...content, op: 'measure."x"\u{1f600}' })),
  );
  expect(contentHash({ ...said, seq: said.seq + 1 })).toBe(contentHash(said));
});
