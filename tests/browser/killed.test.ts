/** A Chromium that is killed in the middle of saves and syncs; the long form is `npm run test:faults -- --chromium 50`. */

import { runChromiumKills } from '../faults/chromium-run.ts';
import { expect, test } from '../support/browser-test.ts';

const KILLS = 3;

test(`a browser killed ${KILLS} times at its work holds everything it called saved`, async () => {
  test.setTimeout(240_000);
  const { problems, figures } = await runChromiumKills({ kills: KILLS, seed: 1 });
  expect(problems).toEqual([]);
  expect(figures['seen on the screen']).toBeGreaterThan(0);
});
