/**
 * Phones with Android 5 stay at Chrome 95 for ever. The build lowers syntax, but
 * it cannot add what such a browser does not have; a newer name in the kader's
 * files is a screen that breaks there.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dist, precached } from './built.ts';

/** Each with the first Chrome that has it (MDN browser-compat-data). Asking first whether it is there is fine. */
const newerInScripts: readonly (readonly [pattern: RegExp, chrome: number])[] = [
  [/\.findLast(Index)?\(/, 97],
  [/(?<!typeof )\bstructuredClone\(/, 98],
  [/AbortSignal\.timeout\(/, 103],
  [/\.(toSorted|toReversed|toSpliced)\(/, 110],
  [/\.(isWellFormed|toWellFormed)\(/, 111],
  [/AbortSignal\.any\(/, 116],
  [/(Object|Map)\.groupBy\(/, 117],
  [/Promise\.withResolvers\(/, 119],
  [/URL\.canParse\(/, 120],
  [/Array\.fromAsync\(/, 121],
  [/\.(isSubsetOf|isSupersetOf|symmetricDifference)\(/, 122],
  [/URL\.parse\(/, 126],
  [/\bscheduler\.(yield|postTask)\(/, 129],
  [/\.(showPopover|togglePopover)\(/, 114],
];

const newerInStyles: readonly (readonly [pattern: RegExp, chrome: number])[] = [
  [/@layer\b/, 99],
  [/[{;](rotate|scale|translate):/, 104],
  [/@media[^{]*[<>]=?/, 104],
  [/:has\(/, 105],
  [/@container\b/, 105],
  [/\b(oklch|oklab|color-mix|lab|lch)\(/, 111],
  [/[{;}]\s*&/, 112],
  [/\bsubgrid\b/, 117],
  [/@starting-style\b/, 117],
  [/\blight-dark\(/, 123],
];

const kept = precached();

test.each(newerInScripts)('no script of the kader needs %s (Chrome %i)', (pattern) => {
  for (const url of ['sw.js', ...kept.filter((name) => name.endsWith('.js'))]) {
    const [found] = pattern.exec(readFileSync(`${dist}/${url}`, 'utf8')) ?? [];
    expect(found).toBeUndefined();
  }
});

test.each(newerInStyles)('no style of the kader needs %s (Chrome %i)', (pattern) => {
  const styles = kept.filter((name) => name.endsWith('.css'));
  expect(styles.length).toBeGreaterThan(0);
  for (const url of styles) {
    const [found] = pattern.exec(readFileSync(`${dist}/${url}`, 'utf8')) ?? [];
    expect(found).toBeUndefined();
  }
});
