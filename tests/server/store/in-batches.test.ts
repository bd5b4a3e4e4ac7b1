import { expect, test } from 'vitest';
import { inBatches } from '#server/store/in-batches.ts';

/** Answers each with its double, when told to. */
function doubling(most = 10) {
  const asked: (readonly number[])[] = [];
  const turns: PromiseWithResolvers<void>[] = [];
  const ask = inBatches<number, number>(most, async (questions) => {
    asked.push(questions);
    const turn = Promise.withResolvers<void>();
    turns.push(turn);
    await turn.promise;
    return questions.map((each) => each * 2);
  });
  const begun = () => new Promise((resolve) => setImmediate(resolve));
  return { ask, asked, turns, begun };
}

test('what comes together is asked together, and what comes meanwhile in the next', async () => {
  const { ask, asked, turns, begun } = doubling();
  const first = [1, 2, 3].map(ask);
  await begun();
  const second = [4].map(ask);
  await begun();
  const third = [5, 6].map(ask);
  await begun();
  expect(asked).toEqual([[1, 2, 3], [4]]);
  turns[0]?.resolve();
  expect(await Promise.all(first)).toEqual([2, 4, 6]);
  await begun();
  expect(asked).toEqual([[1, 2, 3], [4], [5, 6]]);
  turns[1]?.resolve();
  turns[2]?.resolve();
  expect(await Promise.all([...second, ...third])).toEqual([8, 10, 12]);
});

test('no more are asked at once than may be', async () => {
  const { ask, asked, turns, begun } = doubling(2);
  const all = [1, 2, 3, 4, 5].map(ask);
  for (let turn = 0; turn < 3; turn += 1) {
    await begun();
    turns[turn]?.resolve();
  }
  await begun();
  turns[2]?.resolve();
  expect(await Promise.all(all)).toEqual([2, 4, 6, 8, 10]);
  expect(asked.every((batch) => batch.length <= 2)).toBe(true);
});

test('a question that fails fails for all it was asked with, and for no other', async () => {
  const { ask, turns, begun } = doubling();
  const failing = [1, 2].map(ask);
  await begun();
  turns[0]?.reject(new Error('broken'));
  const ends = await Promise.allSettled(failing);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = ask(3);
  await begun();
  turns[1]?.resolve();
  expect(await next).toBe(6);
});

test('an answer that is missing is an error and no waiting for ever', async () => {
  const ask = inBatches<number, number>(10, async () => []);
  await expect(ask(1)).rejects.toThrow('without an answer');
});
