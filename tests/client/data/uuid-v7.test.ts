// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_UUID_STATE, nextUuidV7, type UuidState } from '#client/data/uuid-v7.ts';
import { mutationIdSchema } from '#domain/ids.ts';
import { seeded } from '../../support/phone.ts';

const SEED = 20261110;

function maker(seed = SEED, start: UuidState = FIRST_UUID_STATE) {
  const fraction = seeded(seed);
  let state = start;
  return (nowMs: number) => {
    const next = nextUuidV7(state, nowMs, (length) =>
      Uint8Array.from({ length }, () => Math.floor(fraction() * 256)),
    );
    state = next.state;
    return next;
  };
}

describe('ids made on the phone', () => {
  test('are UUIDs of version 7 that carry the time', () => {
    const { uuid } = maker()(0x0190_1234_5678);
    expect(mutationIdSchema.safeParse(uuid).success).toBe(true);
    expect(uuid).toMatch(/^01901234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('rise whatever the clock does', () => {
    const anyClock = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 2 ** 41 }),
        fc.constant(5),
        fc.integer({ min: -9, max: 9 }),
      ),
      { minLength: 2, maxLength: 60 },
    );
    fc.assert(
      fc.property(anyClock, fc.integer(), (clock, seed) => {
        const next = maker(seed);
        const uuids = clock.map((nowMs) => next(nowMs).uuid);
        expect(uuids).toEqual([...new Set(uuids)].sort());
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('rise through more than a counter full in one millisecond', () => {
    const next = maker();
    const uuids = Array.from({ length: 10_000 }, () => next(1_000).uuid);
    expect(uuids).toEqual([...new Set(uuids)].sort());
  });

  test('rise across a restart with a clock set back by years', () => {
    const before = maker()(Date.parse('2026-11-10'));
    const after = maker(SEED + 1, before.state)(Date.parse('2012-01-01'));
    expect(after.uuid > before.uuid).toBe(true);
  });
});
