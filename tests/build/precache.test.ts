import { describe, expect, test } from 'vitest';
import { allScripts, initialScripts, modulesIn, precached, workerJs } from './built.ts';

const onlineOnly = /src\/client\/(features\/(puskesmas|setup)|puskesmas-api)\/|@tanstack\//;

describe('the files kept for use without a network', () => {
  const kept = precached();

  test('hold the page and every script and style it starts with', () => {
    expect(kept).toEqual(expect.arrayContaining(['index.html', ...initialScripts()]));
    expect(kept.some((url) => url.endsWith('.css'))).toBe(true);
  });

  test('hold every screen of the kader, and nothing of what is used on line', () => {
    const scripts = kept.filter((url) => url.endsWith('.js'));
    const modules = scripts.flatMap(modulesIn);
    expect(modules.some((name) => name.includes('src/client/features/kader/'))).toBe(true);
    expect(modules.filter((name) => onlineOnly.test(name))).toEqual([]);
  });

  test('hold the page of proof, which no other screen waits for', () => {
    const holdsProof = (url: string) =>
      modulesIn(url).some((name) => name.includes('src/client/features/proof/'));
    expect(kept.filter((url) => url.endsWith('.js')).some(holdsProof)).toBe(true);
    expect(initialScripts().some(holdsProof)).toBe(false);
  });

  test('leave out scripts of the puskesmas, which are there', () => {
    const left = allScripts().filter((url) => !kept.includes(url));
    const modules = left.flatMap(modulesIn);
    expect(modules.some((name) => name.includes('src/client/features/puskesmas/'))).toBe(true);
    expect(modules.filter((name) => name.includes('src/client/features/kader/'))).toEqual([]);
  });

  test('are never source maps, pictures for the installer, or the worker itself', () => {
    const strange = kept.filter((url) => /\.map$|\.png$|^sw\.js|screenshot/.test(url));
    expect(strange).toEqual([]);
  });

  test('are each named once', () => {
    expect(new Set(kept).size).toBe(kept.length);
  });
});

test('the worker knows nothing of the records', () => {
  expect(workerJs).not.toMatch(/indexedDB|outbox|NIK/);
});
