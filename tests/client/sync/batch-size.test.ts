import { expect, test } from 'vitest';
import { createBatchSize } from '#client/sync/batch-size.ts';

test('a page begins small and grows as long as one takes about four seconds', () => {
  const size = createBatchSize(5_000);
  const sizes = [0.7, 1.5, 4, 9, 60].map((seconds) => {
    size.grow({ count: size.current(), tookMs: seconds * 1_000 });
    return size.current();
  });
  expect(sizes).toEqual([2_000, 5_000, 5_000, 2_222, 148]);
});

test('however slow the network, a page stays worth its request', () => {
  const size = createBatchSize(5_000);
  for (let page = 0; page < 5; page += 1) {
    size.grow({ count: size.current(), tookMs: 40_000 });
  }
  expect(size.current()).toBe(100);
});

test('goes by the page that came, however much is asked for by then', () => {
  const size = createBatchSize(5_000);
  size.grow({ count: 500, tookMs: 500 });
  expect(size.current()).toBe(2_000);
  size.grow({ count: 500, tookMs: 2_000 });
  expect(size.current()).toBe(1_000);
});

test('a clock that was set back does not make pages smaller', () => {
  const size = createBatchSize(5_000);
  size.grow({ count: 500, tookMs: -3_600_000 });
  expect(size.current()).toBe(2_000);
});

test('what breaks off is halved, down to one, and grows again', () => {
  const size = createBatchSize(200);
  expect(size.current()).toBe(200);
  size.shrink(120);
  expect(size.current()).toBe(60);
  for (let failure = 0; failure < 9; failure += 1) size.shrink(size.current());
  expect(size.current()).toBe(1);
  size.grow();
  expect(size.current()).toBe(4);
});
