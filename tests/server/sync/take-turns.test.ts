import { expect, test } from 'vitest';
import { createTurns } from '#server/sync/take-turns.ts';

const refuse = () => new Error('too many');

test('under one key one begins when the other has ended, in the order they came', async () => {
  const turns = createTurns<string>(9, refuse);
  const seen: string[] = [];
  const first = Promise.withResolvers<string>();
  const all = ['a', 'b', 'c'].map((name) =>
    turns.take('one', async () => {
      seen.push(`${name} begins`);
      if (name === 'a') await first.promise;
      seen.push(`${name} ends`);
      return name;
    }),
  );
  const other = await turns.take('other', async () => 'at once');
  expect([other, ...seen]).toEqual(['at once', 'a begins']);

  first.resolve('');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('what fails fails alone', async () => {
  const turns = createTurns<string>(9, refuse);
  const failing = turns.take('one', () => Promise.reject(new Error('broken')));
  const next = turns.take('one', async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});

test('beyond those who may wait one is refused, and nothing of it is begun', async () => {
  const turns = createTurns<string>(1, refuse);
  const first = Promise.withResolvers<void>();
  const atWork = turns.take('one', () => first.promise);
  const waiting = turns.take('one', async () => 'waited');
  let begun = false;
  const refused = turns.take('one', async () => {
    begun = true;
  });
  await expect(refused).rejects.toThrow('too many');
  first.resolve();
  await atWork;
  expect(await waiting).toBe('waited');
  expect(begun).toBe(false);
  expect(await turns.take('one', async () => 'room again')).toBe('room again');
});
