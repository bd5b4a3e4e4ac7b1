import { expect, test } from 'vitest';
import { createBatchSize } from '#client/sync/batch-size.ts';

test('what breaks off is halved, down to one, and grows again', () => {
  const size = createBatchSize(200);
  expect(size.current()).toBe(200);
  size.shrink(120);
  expect(size.current()).toBe(60);
  for (let failure = 0; failure < 9; failure += 1) size.shrink(size.current());
  expect(size.current()).toBe(1);
  const sizes = [1, 2, 3, 4].map(() => {
    size.grow();
    return size.current();
  });
  expect(sizes).toEqual([4, 16, 64, 200]);
});
