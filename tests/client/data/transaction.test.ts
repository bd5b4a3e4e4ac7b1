// @vitest-environment node
import { Dexie } from 'dexie';
import { describe, expect, test } from 'vitest';
import { readSync } from '#client/data/meta.ts';
import { writing } from '#client/data/transaction.ts';
import { openRecords } from '../../support/phone.ts';

describe('a transaction', () => {
  test('holds on through functions that await functions that await', async () => {
    const { db } = await openRecords();
    const inside: boolean[] = [];
    const note = () => inside.push(Dexie.currentTransaction !== null);
    const read = async () => readSync(db);
    const readDeep = async () => {
      await read();
      note();
      await Promise.all([read(), read()]);
      note();
    };
    // Plain, not async: as a caller may well hand it over.
    await writing(db, [db.meta], () => readDeep());
    await writing(db, [db.meta], async () => {
      await Promise.resolve();
      note();
      await readDeep();
      note();
    });
    expect(inside).toEqual([true, true, true, true, true, true]);
  });

  test('is undone whole when it fails after awaiting functions of its own', async () => {
    const { db } = await openRecords();
    const read = async () => readSync(db);
    const write = async (lastSyncAtMs: number) => {
      await db.meta.put({ ...(await read()), lastSyncAtMs });
    };
    const work = async () => {
      await write(1);
      await write(2);
      throw new Error('no space left');
    };
    await expect(writing(db, [db.meta], () => work())).rejects.toThrow('no space left');
    expect(await readSync(db)).toMatchObject({ lastSyncAtMs: null });
  });
});
