/** The app as it was built, read from `dist`. */

import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

export const dist = 'dist';

export const indexHtml = readFileSync(`${dist}/index.html`, 'utf8');
export const workerJs = readFileSync(`${dist}/sw.js`, 'utf8');

export function bytesOf(url: string): number {
  return readFileSync(`${dist}/${url}`).byteLength;
}
export function gzipBytesOf(url: string): number {
  return gzipSync(readFileSync(`${dist}/${url}`)).byteLength;
}

/** What the worker keeps on the phone, without the leading slash. */
export function precached(): readonly string[] {
  const [list] = /\[\{"revision":.*?\}\]/.exec(workerJs) ?? [];
  if (list === undefined) throw new Error('the worker holds no list of files');
  return (JSON.parse(list) as { readonly url: string }[]).map(({ url }) => url);
}

/** Scripts that run before the first screen stands: the page's own and all they import at once. */
export function initialScripts(): readonly string[] {
  const found = new Set<string>();
  const visit = (url: string): void => {
    if (found.has(url)) return;
    found.add(url);
    const source = readFileSync(`${dist}/${url}`, 'utf8');
    for (const [, next] of source.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
      visit(`assets/${next ?? ''}`);
    }
  };
  for (const [, url] of indexHtml.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) {
    visit(url ?? '');
  }
  return [...found];
}

/** The modules a built script was made of, as its source map names them. */
export function modulesIn(url: string): readonly string[] {
  const map: unknown = JSON.parse(readFileSync(`${dist}/${url}.map`, 'utf8'));
  return (map as { readonly sources: readonly string[] }).sources;
}

export function allScripts(): readonly string[] {
  return readdirSync(`${dist}/assets`)
    .filter((name) => name.endsWith('.js'))
    .map((name) => `assets/${name}`);
}
