import { expect, test } from 'vitest';
import { readPpgbmRow } from '#server/import/ppgbm-row.ts';
import { readPpgbmSheet } from '#server/import/ppgbm-sheet.ts';
import { aPpgbmFile, ppgbmBytes } from '../../support/ppgbm-file.ts';

const today = '2026-11-23';

test('a download with title rows and 250 rows is read row by row under its own numbers', async () => {
  const sheet = await readPpgbmSheet((await aPpgbmFile(250)).bytes);
  if (!sheet.ok) throw new Error(sheet.error);
  expect(sheet.value).toHaveLength(250);
  expect(sheet.value[0]).toMatchObject({ row: 6, cells: { name: 'Anak Contoh AKU', sex: 'L' } });
  const first = readPpgbmRow(sheet.value[0]?.cells ?? {}, today);
  expect(first).toMatchObject({
    ok: true,
    value: {
      profile: {
        nik: expect.stringMatching(/^520208\d{10}$/),
        motherName: 'Ibu Contoh 0',
        dusun: 'Dusun Melati, RT 01, RW 02',
        birthWeightGrams: 3100,
        birthLengthMm: 490,
      },
      measurement: {
        measuredOn: '2026-09-10',
        weightGrams: 9000,
        lengthMm: 740,
        position: 'lying',
        muacMm: 145,
        oedema: null,
      },
      notes: [],
    },
  });
});

test('a NIK kept as a number keeps its sixteen digits as far as the file has them', async () => {
  const { bytes } = await aPpgbmFile(1, (row) => ({ ...row, NIK: 5_202_081_012_240_001 }));
  const sheet = await readPpgbmSheet(bytes);
  expect(sheet).toMatchObject({ ok: true, value: [{ cells: { nik: '5202081012240001' } }] });
});

test('dates kept as dates are read as the day they show', async () => {
  const { bytes } = await aPpgbmFile(1, (row) => ({
    ...row,
    'Tgl Lahir': new Date('2025-03-31T00:00:00Z'),
    'Tanggal Pengukuran': new Date('2026-10-01T00:00:00Z'),
  }));
  const sheet = await readPpgbmSheet(bytes);
  expect(sheet).toMatchObject({
    value: [{ cells: { bornOn: '2025-03-31', measuredOn: '2026-10-01' } }],
  });
});

test('a web page named .xls is refused as what it is', async () => {
  const page = Buffer.from(
    '\uFEFF\r\n<html><body><table><tr><td>No</td></tr></table></body></html>',
  );
  expect(await readPpgbmSheet(page)).toEqual({ ok: false, error: 'html-in-disguise' });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['an old binary .xls', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex')],
  ['a torn .xlsx', Buffer.from('504b0304140000000800', 'hex')],
])('%s is refused as unreadable', async (_what, bytes) => {
  expect(await readPpgbmSheet(bytes)).toEqual({ ok: false, error: 'unreadable-file' });
});

test('a torn download is refused as unreadable', async () => {
  const { bytes } = await aPpgbmFile(20);
  const torn = Buffer.concat([bytes.subarray(0, 900), bytes.subarray(1800)]);
  expect(await readPpgbmSheet(torn)).toEqual({ ok: false, error: 'unreadable-file' });
});

test('a sheet of something else is refused for its missing header', async () => {
  const { bytes } = await aPpgbmFile(0);
  expect((await readPpgbmSheet(bytes)).ok).toBe(true);
  const titles = Array.from({ length: 20 }, (_, index) => `Judul ${index}`);
  expect(await readPpgbmSheet(await ppgbmBytes([], titles))).toEqual({
    ok: false,
    error: 'no-header-row',
  });
});

test('an archive that would unpack to gigabytes is refused before it is opened', async () => {
  const { bytes } = await aPpgbmFile(3);
  const bomb = Buffer.from(bytes);
  const entry = bomb.indexOf(Buffer.from('504b0102', 'hex'));
  bomb.writeUInt32LE(0xf0_00_00_00, entry + 24);
  expect(await readPpgbmSheet(bomb)).toEqual({ ok: false, error: 'too-large' });
});

const row = {
  name: 'Anak Contoh',
  sex: 'P',
  bornOn: '2025-01-15',
  parents: 'Ibu Contoh',
  measuredOn: '2026-10-10',
  weight: '9,4',
};
const read = (over: Record<string, string | undefined>) => readPpgbmRow({ ...row, ...over }, today);

test.each([
  ['9,4', 9400],
  ['9.4', 9400],
  ['9,45 kg', 9450],
  ['12', 12_000],
])('the weight %s is read as people write it', (weight, weightGrams) => {
  expect(read({ weight })).toMatchObject({ value: { measurement: { weightGrams } } });
});

test.each(['2025-01-15', '15-01-2025', '15/1/2025', '2025-01-15 00:00:00'])(
  'the birth date %s is one and the same day',
  (bornOn) => {
    expect(read({ bornOn })).toMatchObject({ value: { profile: { bornOn: '2025-01-15' } } });
  },
);

test.each([
  ['no-name', { name: undefined }],
  ['no-sex', { sex: '?' }],
  ['no-mother-name', { parents: '-' }],
  ['no-birth-date', { bornOn: undefined }],
  ['date-unreadable', { bornOn: '31-02-2025' }],
  ['date-unreadable', { measuredOn: 'kemarin' }],
  ['number-unreadable', { weight: 'sembilan' }],
  ['before-birth', { measuredOn: '2024-12-31' }],
  ['in-future', { measuredOn: '2027-01-01' }],
  ['weight-too-high', { weight: '94000' }],
  ['born-in-future', { bornOn: '2027-01-01' }],
])('a row is refused as %s', (error, over) => {
  expect(read(over)).toEqual({ ok: false, error });
});

test('a row without a weighing is still a child', () => {
  expect(read({ weight: '-', measuredOn: undefined })).toMatchObject({
    ok: true,
    value: { measurement: null },
  });
});

test('a masked NIK is left out and said so, but its visible digits still tell children apart', () => {
  const masked = read({ nik: '520208******0001' });
  if (!masked.ok) throw new Error(masked.error);
  expect(masked.value.profile.nik).toBeNull();
  expect(masked.value.notes).toEqual(['nik-masked']);
  expect(masked.value.nikPattern?.test('5202085501250001')).toBe(true);
  expect(masked.value.nikPattern?.test('5202085501250002')).toBe(false);
});
