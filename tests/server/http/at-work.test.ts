import { expect, test } from 'vitest';
import { createAtWork, MAX_SYNC_AT_WORK } from '#server/http/at-work.ts';
import { Refusal } from '#server/http/errors.ts';

const never = () => new Promise<never>(() => undefined);

test('who comes on top is told with 429 to come again, each after another pause', async () => {
  const atWork = createAtWork(MAX_SYNC_AT_WORK);
  for (let each = 0; each < MAX_SYNC_AT_WORK; each += 1) {
    void atWork.run(never);
  }

  const pauses = new Set<number | null>();
  for (let each = 0; each < 100; each += 1) {
    const refused = await atWork.run(never).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ statusCode: 429, error: 'busy' });
    if (refused instanceof Refusal) pauses.add(refused.retryAfter);
  }
  expect(pauses.size).toBeGreaterThan(5);
});

test('nothing is begun on top', async () => {
  const atWork = createAtWork(1);
  void atWork.run(never);
  let begun = false;
  await expect(
    atWork.run(async () => {
      begun = true;
    }),
  ).rejects.toThrow(Refusal);
  expect(begun).toBe(false);
});

test('what ended makes room, well or not', async () => {
  const atWork = createAtWork(1);
  await expect(atWork.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await atWork.run(() => Promise.resolve('done'))).toBe('done');
  expect(await atWork.run(() => Promise.resolve('again'))).toBe('again');
});
