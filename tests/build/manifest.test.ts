import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dist, indexHtml } from './built.ts';

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
  readonly form_factor?: string;
  readonly label?: string;
}
interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly lang: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly theme_color: string;
  readonly icons: readonly Picture[];
  readonly screenshots: readonly Picture[];
  readonly shortcuts: readonly {
    readonly name: string;
    readonly url: string;
    readonly icons: readonly Picture[];
  }[];
}

const manifest = JSON.parse(readFileSync(`${dist}/manifest.webmanifest`, 'utf8')) as Manifest;

/** Width and height as a PNG's header states them. */
function pixelsOf(src: string): string {
  const png = readFileSync(`${dist}${src}`);
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${String(png.readUInt32BE(16))}x${String(png.readUInt32BE(20))}`;
}

describe('the installed app', () => {
  test('has a name that fits under an icon, a lasting identity and a start in its own scope', () => {
    expect(manifest).toMatchObject({
      id: '/',
      name: 'SiPosyandu',
      lang: 'id',
      start_url: '/',
      scope: '/',
      display: 'standalone',
    });
    expect(manifest.short_name.length).toBeLessThanOrEqual(12);
  });

  test('has icons for a launcher that shows them whole and for one that cuts them', () => {
    const has = (purpose: string, sizes: string) =>
      manifest.icons.some((icon) => icon.purpose === purpose && icon.sizes === sizes);
    expect(
      ['any', 'maskable'].flatMap((purpose) => [has(purpose, '192x192'), has(purpose, '512x512')]),
    ).toEqual([true, true, true, true]);
  });

  test('offers its three most frequent ways in', () => {
    expect(manifest.shortcuts.map(({ name }) => name)).toEqual([
      'Timbang',
      'Anak',
      'Belum terkirim',
    ]);
  });

  test('shows itself to the installer on a phone and at a desk', () => {
    const forms = manifest.screenshots.map(({ form_factor }) => form_factor);
    expect(new Set(forms)).toEqual(new Set(['narrow', 'wide']));
    expect(manifest.screenshots.every(({ label = '' }) => label.length > 5)).toBe(true);
  });

  test('has the same colour in its page and in its frame', () => {
    expect(indexHtml).toContain(`<meta name="theme-color" content="${manifest.theme_color}" />`);
  });

  const pictures = [
    ...manifest.icons,
    ...manifest.screenshots,
    ...manifest.shortcuts.flatMap(({ icons }) => icons),
  ].filter(({ type }) => type === 'image/png');
  test.each(pictures)('has $src in the size it states', ({ src, sizes }) => {
    expect(pixelsOf(src)).toBe(sizes);
  });
});
