/** The server's policy allows scripts and styles from its own files alone; the built page must live with it. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dist, indexHtml } from './built.ts';

test('the page has no script or style of its own, and no script in an attribute', () => {
  const scripts = [...indexHtml.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
  expect(scripts.map(([, body]) => body)).toEqual(['']);
  expect(indexHtml).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=|javascript:/i);
});

test('the page loads from this server alone', () => {
  const addresses = [...indexHtml.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, url]) => url);
  expect(addresses.length).toBeGreaterThan(3);
  expect(addresses.filter((url) => !/^\/[^/]/.test(url ?? ''))).toEqual([]);
});

test('styles bring no picture or font from elsewhere or from within', () => {
  const styles = readdirSync(`${dist}/assets`).filter((name) => name.endsWith('.css'));
  expect(styles.length).toBeGreaterThan(0);
  for (const name of styles) {
    expect(readFileSync(`${dist}/assets/${name}`, 'utf8')).not.toMatch(
      /url\(\s*["']?(data|https?):/,
    );
  }
});

test('no placeholder is left in the page', () => {
  expect(indexHtml).not.toMatch(/%[A-Z_]+%/);
});
