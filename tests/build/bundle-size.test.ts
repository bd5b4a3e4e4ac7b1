import { expect, test } from 'vitest';
import { bytesOf, gzipBytesOf, initialScripts, precached } from './built.ts';

/** 1 kB is 1000 bytes, as a phone's data plan counts. */
const INITIAL_SCRIPT_LIMIT = 150_000;
const PRECACHE_LIMIT = 600_000;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const total = (urls: readonly string[], size: (url: string) => number) =>
  urls.reduce((bytes, url) => bytes + size(url), 0);

test("the first screen of the kader's half needs at most 150 kB of script over the air", () => {
  const scripts = initialScripts();
  const bytes = total(scripts, gzipBytesOf);
  console.log(
    `initial script: ${kilobytes(bytes)} gzip, ${kilobytes(total(scripts, bytesOf))} unpacked, ${String(scripts.length)} files`,
  );
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(INITIAL_SCRIPT_LIMIT);
});

test('all that is kept for use without a network takes at most 600 kB of the phone', () => {
  const files = precached();
  const bytes = total(files, bytesOf);
  console.log(
    `precache: ${kilobytes(bytes)} on the phone, ${kilobytes(total(files, gzipBytesOf))} gzip over the air, ${String(files.length)} files`,
  );
  expect(bytes).toBeLessThanOrEqual(PRECACHE_LIMIT);
});
