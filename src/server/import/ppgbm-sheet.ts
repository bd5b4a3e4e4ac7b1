/**
 * Reads the e-PPGBM download "daftar status gizi" into rows by column name.
 *
 * What real files look like: some title rows first (`Data tanggal: …`), the
 * header within the first fifteen rows, columns that come and go with the year.
 * Source: four independent readers of these downloads, certainty A.
 */

import { readSheet } from 'read-excel-file/node';
import { err, ok, type Result } from '#domain/result.ts';
import { unzippedBytes } from './zip-size.ts';

/** Columns of use here, by the name in the file in lower case. */
const COLUMNS = [
  ['nik', 'nik'],
  ['nama', 'name'],
  ['jk', 'sex'],
  ['tgl lahir', 'bornOn'],
  ['bb lahir', 'birthWeight'],
  ['tb lahir', 'birthLength'],
  ['nama ortu', 'parents'],
  ['posyandu', 'posyandu'],
  ['rt', 'rt'],
  ['rw', 'rw'],
  ['alamat', 'address'],
  ['tanggal pengukuran', 'measuredOn'],
  ['berat', 'weight'],
  ['tinggi', 'length'],
  ['cara ukur', 'position'],
  ['lila', 'muac'],
] as const;
export type PpgbmColumn = (typeof COLUMNS)[number][1];
const COLUMN_BY_NAME = new Map<string, PpgbmColumn>(COLUMNS);

/** Without these it is another kind of file. */
const NEEDED: readonly PpgbmColumn[] = ['name', 'sex', 'bornOn', 'measuredOn'];
const HEADER_WITHIN_ROWS = 15;
/** An honest download unpacks to a few megabytes. */
const MAX_UNZIPPED_BYTES = 200_000_000;

/** A cell as text, trimmed, without the apostrophe that marks text in Excel; a date cell as ISO date. */
export type PpgbmCells = Readonly<Partial<Record<PpgbmColumn, string>>>;

export interface PpgbmSheetRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly cells: PpgbmCells;
}

export type SheetProblem = 'html-in-disguise' | 'unreadable-file' | 'no-header-row' | 'too-large';

export async function readPpgbmSheet(file: Buffer): Promise<Result<PpgbmSheetRow[], SheetProblem>> {
  if (looksLikeHtml(file)) return err('html-in-disguise');
  const size = unzippedBytes(file);
  if (size === null) return err('unreadable-file');
  if (size > MAX_UNZIPPED_BYTES) return err('too-large');

  let sheet: readonly (readonly unknown[])[];
  try {
    // Numbers stay text: sixteen digits of a NIK do not fit a double.
    sheet = await readSheet(file, { parseNumber: (digits: string) => digits });
  } catch {
    return err('unreadable-file');
  }
  const headerAt = sheet.slice(0, HEADER_WITHIN_ROWS).findIndex((row) => {
    const found = new Set(row.map(columnOf));
    return NEEDED.every((column) => found.has(column));
  });
  const header = sheet[headerAt]?.map(columnOf);
  if (header === undefined) return err('no-header-row');

  const rows: PpgbmSheetRow[] = [];
  for (const [index, row] of sheet.entries()) {
    if (index <= headerAt) continue;
    const cells: Partial<Record<PpgbmColumn, string>> = {};
    for (const [at, value] of row.entries()) {
      const column = header[at];
      const text = textOf(value);
      if (column !== undefined && text !== '') cells[column] ??= text;
    }
    if (Object.keys(cells).length > 0) rows.push({ row: index + 1, cells });
  }
  return ok(rows);
}

/** Old e-PPGBM hands out web pages named .xls; Excel opens them and so hides what they are. */
function looksLikeHtml(file: Buffer): boolean {
  const start = file
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return /^<(?:!doctype|html|head|body|table|meta|style|\?xml)/i.test(start);
}

function columnOf(cell: unknown): PpgbmColumn | undefined {
  const name = textOf(cell).toLowerCase().replaceAll(/\s+/g, ' ');
  return COLUMN_BY_NAME.get(name);
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'string') {
    const text = cell.trim().replace(/^'/, '').trim();
    // Sixteen digits kept as a number come as 5.20208E+15.
    return /^\d(?:\.\d+)?E\+?\d{1,2}$/i.test(text) ? BigInt(Number(text)).toString() : text;
  }
  if (typeof cell === 'number') return String(cell);
  return '';
}
