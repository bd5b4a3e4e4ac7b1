/**
 * Draws the PNG icons in `public/icons` from `icon.svg` and the shapes below.
 *
 * Run by hand after changing a shape: `node tests/support/draw-icons.ts`.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumArgs, findChromium } from './chromium.ts';

const folder = 'public/icons';
const leaf = '#085C40';

const icon = readFileSync(`${folder}/icon.svg`, 'utf8');
const mark = icon
  .split('\n')
  .filter((line) => /<(path|circle)/.test(line))
  .join('');

function svg(body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${body}</svg>`;
}

const square = `<rect width="512" height="512" fill="${leaf}"/>`;
/** A launcher may cut a maskable icon to the circle of 40 % radius; the mark stays inside. */
const inSafeZone = `<g transform="translate(51.2 51.2) scale(.8)">${mark}</g>`;
/** A themed launcher reads only how opaque each point is. */
const silhouette = inSafeZone
  .replaceAll(/<circle cx="378"[^>]*r="(34|17)"[^>]*>/g, '')
  .replaceAll(/#[0-9A-F]{6}/g, '#FFFFFF');

const stroke = `fill="none" stroke="${leaf}" stroke-width="34" stroke-linecap="round" stroke-linejoin="round"`;
const shortcutShapes: Readonly<Record<string, string>> = {
  weigh: `<path ${stroke} d="M140 148H372L404 388H108Z"/><path ${stroke} d="M184 236A78 78 0 0 1 328 236M256 258L292 206"/>`,
  children: `<circle cx="256" cy="172" r="66" ${stroke}/><path ${stroke} d="M126 398C126 316 180 284 256 284S386 316 386 398"/>`,
  unsent: `<path ${stroke} d="M256 356V132M168 214L256 126L344 214M136 396H376"/>`,
};

const drawings: readonly { readonly name: string; readonly size: number; readonly svg: string }[] =
  [
    { name: 'icon-192', size: 192, svg: icon },
    { name: 'icon-512', size: 512, svg: icon },
    { name: 'maskable-192', size: 192, svg: svg(square + inSafeZone) },
    { name: 'maskable-512', size: 512, svg: svg(square + inSafeZone) },
    { name: 'monochrome-512', size: 512, svg: svg(silhouette) },
    { name: 'apple-touch-icon', size: 180, svg: svg(square + mark) },
    ...Object.entries(shortcutShapes).map(([name, shape]) => ({
      name: `shortcut-${name}-192`,
      size: 192,
      svg: svg(`<circle cx="256" cy="256" r="256" fill="#E8F4EC"/>${shape}`),
    })),
  ];

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('no Chromium on this machine');
const browser = await chromium.launch({ executablePath, args: chromiumArgs });
try {
  for (const drawing of drawings) {
    const page = await browser.newPage({
      viewport: { width: drawing.size, height: drawing.size },
    });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:100vw}</style>${drawing.svg}`,
    );
    writeFileSync(`${folder}/${drawing.name}.png`, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
