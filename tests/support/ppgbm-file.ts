/** An e-PPGBM download "daftar status gizi" as it really looks, with invented children. */

import writeExcelFile, { type CellObject, type SheetData } from 'write-excel-file/node';
import { addDays, addMonths } from '#domain/dates.ts';
import { createRandom } from '#server/practice/random.ts';

const HEADER =
  'No,NIK,Nama,JK,Tgl Lahir,BB Lahir,TB Lahir,Nama Ortu,Prov,Kab/Kota,Kec,Pukesmas,Desa/Kel,Posyandu,RT,RW,Alamat,Usia Saat Ukur,Tanggal Pengukuran,Berat,Tinggi,Cara Ukur,LiLA,BB/U,ZS BB/U,TB/U,ZS TB/U,BB/TB,ZS BB/TB,Naik Berat Badan,PMT Diterima (kg),Jml Vit A,KPSP,KIA,Detail'.split(
    ',',
  );

type Row = Record<string, string | number | Date | null>;

export interface PpgbmFile {
  readonly bytes: Buffer;
  /** Rows below the header, by column name. */
  readonly rows: readonly Row[];
}

/** @param change what to do differently with a row, by its index */
export async function aPpgbmFile(
  count: number,
  change: (row: Row, index: number) => Row = (row) => row,
): Promise<PpgbmFile> {
  const rows = Array.from({ length: count }, (_, index) => change(aPpgbmRow(index), index));
  return { bytes: await ppgbmBytes(rows), rows };
}

export async function ppgbmBytes(
  rows: readonly Row[],
  titleRows = ['DAFTAR STATUS GIZI BALITA', 'Puskesmas Praktik', 'Data tanggal: 2026-11-01', ''],
): Promise<Buffer> {
  const sheet: SheetData = [
    ...titleRows.map((title) => [{ value: title, type: String }]),
    HEADER.map((name) => ({ value: name, type: String })),
    ...rows.map((row) => HEADER.map((name) => cellOf(row[name] ?? null))),
  ];
  return writeExcelFile(sheet).toBuffer();
}

function cellOf(value: string | number | Date | null): CellObject | null {
  if (value === null) return null;
  if (value instanceof Date) return { value, type: Date, format: 'dd/mm/yyyy' };
  return typeof value === 'number' ? { value, type: Number } : { value, type: String };
}

/** Children come in pairs of months: rows 0 and 1 are one child, 2 and 3 the next. */
function aPpgbmRow(index: number): Row {
  const child = Math.floor(index / 2);
  const random = createRandom(child + 1);
  const boy = child % 2 === 0;
  const bornOn = addDays('2024-06-01', random.between(0, 600));
  const day = Number(bornOn.slice(8)) + (boy ? 0 : 40);
  const nik = `520208${String(day).padStart(2, '0')}${bornOn.slice(5, 7)}${bornOn.slice(2, 4)}${9000 + child}`;
  const measuredOn = addMonths('2026-09-10', index % 2);
  const months = 12 + (child % 20);
  return {
    No: index + 1,
    NIK: `'${nik}`,
    Nama: `Anak Contoh ${'ABCDEFGHIJ'[child % 10]}${'KLMNOPQRST'[Math.floor(child / 10) % 10]}${'UVWXYZ'[Math.floor(child / 100)]}`,
    JK: boy ? 'L' : 'P',
    'Tgl Lahir': bornOn,
    'BB Lahir': '3,1',
    'TB Lahir': '49',
    'Nama Ortu': `Ayah Contoh / Ibu Contoh ${child}`,
    Prov: 'NUSA TENGGARA BARAT',
    'Kab/Kota': 'LOMBOK TENGAH',
    Kec: 'PRINGGARATA',
    Pukesmas: 'PRAKTIK',
    'Desa/Kel': 'SINTUNG',
    Posyandu: 'MELATI 1',
    RT: '01',
    RW: '02',
    Alamat: 'Dusun Melati',
    'Usia Saat Ukur': `${Math.floor(months / 12)} Tahun - ${months % 12} Bulan - 3 Hari`,
    'Tanggal Pengukuran': measuredOn,
    Berat: (9 + (child % 8) * 0.3 + (index % 2) * 0.2).toFixed(1).replace('.', ','),
    Tinggi: (74 + (child % 12) + (index % 2)).toFixed(1),
    'Cara Ukur': 'Terlentang',
    LiLA: '14,5',
    'BB/U': 'Berat Badan Normal',
    'ZS BB/U': -0.5,
    'TB/U': 'Normal',
    'ZS TB/U': -0.7,
    'BB/TB': 'Gizi Baik',
    'ZS BB/TB': -0.2,
    'Naik Berat Badan': index % 2 === 0 ? '-' : 'N',
  };
}
