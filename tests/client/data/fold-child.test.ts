// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { foldChild, patchBetween } from '#client/data/fold-child.ts';
import { aProfile } from '../../support/builders.ts';

const server = {
  profile: aProfile({ name: 'Nama Lama', dusun: 'Timur' }),
  fieldVersions: { name: 3 },
};

describe('a child as the kader sees it', () => {
  test('a waiting edit shows over what the server holds', () => {
    const patch = { fields: { name: 'Nama Baru' }, base: { name: 3 }, applied: false };
    const { profile, fieldVersions } = foldChild(server, [patch]);
    expect(profile).toEqual(aProfile({ name: 'Nama Baru', dusun: 'Timur' }));
    expect(fieldVersions).toEqual({ name: 4 });
  });

  test('a second edit of the same field builds on the first', () => {
    const first = { fields: { name: 'Satu' }, base: { name: 3 }, applied: false };
    const seen = foldChild(server, [first]);
    const { fields, base } = patchBetween(seen, { ...seen.profile, name: 'Dua' });
    expect({ fields, base }).toEqual({ fields: { name: 'Dua' }, base: { name: 4 } });
    expect(foldChild(server, [first, { fields, base, applied: false }]).profile.name).toBe('Dua');
  });

  test('an applied edit shows until the child comes down, then the server decides', () => {
    const patch = { fields: { name: 'Nama Baru' }, base: { name: 3 }, applied: true };
    expect(foldChild(server, [patch]).profile.name).toBe('Nama Baru');

    const later = {
      profile: { ...server.profile, name: 'Dari HP lain' },
      fieldVersions: { name: 5 },
    };
    expect(foldChild(later, [patch]).profile.name).toBe('Dari HP lain');
  });

  test('an edit to the value that stands changes no version, as on the server', () => {
    const patch = { fields: { dusun: 'Timur' }, base: {}, applied: false };
    expect(foldChild(server, [patch]).fieldVersions).toEqual({ name: 3 });
  });

  test('a field can be emptied', () => {
    const { fields } = patchBetween(server, { ...server.profile, dusun: null });
    expect(fields).toEqual({ dusun: null });
    expect(foldChild(server, [{ fields, base: {}, applied: false }]).profile.dusun).toBeNull();
  });
});
