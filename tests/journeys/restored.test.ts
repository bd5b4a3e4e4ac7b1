import { expect, test } from 'vitest';
import { runRestore } from '../faults/restore-run.ts';

test('an older backup put back is filled again by the phones that return, and what the others hold is listed', async () => {
  const { problems, figures } = await runRestore();
  expect(problems).toEqual([]);
  expect(figures['brought back by those present']).toBeGreaterThan(100);
}, 240_000);
