/** The faults that a person sees happen: an update over a half-filled form, two builds on one database, a full phone. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../support/chromium.ts';
import { runStep } from '../support/run-step.ts';
import { tallyPlaywright } from '../support/tally.ts';
import type { SceneResult } from './scene.ts';

const FILES = ['installable', 'two-builds', 'storage-full', 'lost-cookie'];

/** The same files that the whole test run has among its others. */
export async function runScreens(): Promise<SceneResult> {
  const folder = mkdtempSync(join(tmpdir(), 'siposyandu-reports-'));
  const report = join(folder, 'browser.json');
  const end = await runStep(
    [
      'playwright',
      'test',
      '--config',
      'tests/browser/playwright.config.ts',
      '--reporter=list,json',
      ...FILES,
    ],
    {
      loud: false,
      limitMinutes: 10,
      env: { CHROMIUM_PATH: findChromium() ?? '', PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  const { passed, failed } = tallyPlaywright({ exitCode: end.exitCode, report: textOf(report) });
  rmSync(folder, { recursive: true });
  return {
    scene: 'screens',
    figures: { passed, failed },
    problems: failed === 0 ? [] : [end.output.trimEnd()],
  };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
