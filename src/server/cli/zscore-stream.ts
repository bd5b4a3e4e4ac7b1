/**
 * A CSV of measurements in, the same with twelve columns of results out, batch by batch.
 *
 * The results stand at the end of each row in the order of `OUTPUT_COLUMNS`.
 * Columns of these names in the input are left out, all others pass through,
 * byte for byte, whatever their encoding. A row that cannot be read keeps its
 * place with an empty result. The output has LF line ends and no byte order mark.
 */

import type { Readable } from 'node:stream';
import { csvLine, readCsv, type CsvRecord } from './csv-records.ts';
import { zscoreMessages } from './zscore-messages.ts';
import {
  EMPTY_RESULT,
  INPUT_COLUMNS,
  OUTPUT_COLUMNS,
  scoreCells,
  type ColumnPositions,
  type InputColumn,
} from './zscore-table.ts';

/** The file has no header line we can work with; `message` is for the person at the terminal. */
export class HeaderError extends Error {}

interface Table {
  readonly width: number;
  readonly positions: ColumnPositions;
  /** Positions that pass through. */
  readonly kept: readonly number[];
}

/**
 * @param onBadRow called with a message for every row without a result
 * @param onNote called with remarks that change nothing
 * @throws HeaderError, UnclosedQuoteError
 */
export async function* scoreStream(
  source: Readable,
  onBadRow: (message: string) => void,
  onNote: (message: string) => void,
): AsyncGenerator<Buffer> {
  let table: Table | null = null;
  for await (const records of readCsv(textOf(source))) {
    let output = '';
    for (const record of records) {
      if (table === null) {
        table = readHeader(record.fields, onNote);
        output += csvLine([...passedThrough(table, record.fields), ...OUTPUT_COLUMNS]);
      } else {
        output += csvLine([
          ...passedThrough(table, record.fields),
          ...resultOf(table, record, onBadRow),
        ]);
      }
    }
    yield Buffer.from(output, 'latin1');
  }
  if (table === null) throw new HeaderError(zscoreMessages.empty);
}

/** Byte for byte, so that a name in any encoding passes through as it came; all we read ourselves is ASCII. */
async function* textOf(source: Readable): AsyncGenerator<string> {
  let beginning: string | null = '';
  source.setEncoding('latin1');
  for await (const chunk of source) {
    if (beginning === null) {
      yield String(chunk);
      continue;
    }
    beginning += String(chunk);
    if (beginning.length < UTF8_BOM.length) continue;
    yield beginning.startsWith(UTF8_BOM) ? beginning.slice(UTF8_BOM.length) : beginning;
    beginning = null;
  }
  if (beginning !== null) yield beginning;
}

/** The three bytes of U+FEFF, each read as one character. */
const UTF8_BOM = '\u00EF\u00BB\u00BF';

function readHeader(fields: readonly string[], onNote: (message: string) => void): Table {
  const names = fields.map((field) => field.trim());
  const positions: Partial<Record<InputColumn, number>> = {};
  const missing: string[] = [];
  for (const column of INPUT_COLUMNS) {
    const position = names.indexOf(column);
    if (position < 0) missing.push(column);
    else positions[column] = position;
    if (position !== names.lastIndexOf(column)) {
      throw new HeaderError(zscoreMessages.columnTwice(column));
    }
  }
  if (positions.sex === undefined) throw new HeaderError(zscoreMessages.noColumn('sex'));
  if (missing.length > 0) onNote(zscoreMessages.columnsMissing(missing));
  const outputs = new Set<string>(OUTPUT_COLUMNS);
  const kept = names.flatMap((name, position) => (outputs.has(name) ? [] : [position]));
  return { width: names.length, positions, kept };
}

function passedThrough(table: Table, fields: readonly string[]): string[] {
  return table.kept.map((position) => fields[position] ?? '');
}

function resultOf(
  table: Table,
  { line, fields }: CsvRecord,
  onBadRow: (message: string) => void,
): readonly string[] {
  if (fields.length !== table.width) {
    onBadRow(zscoreMessages.wrongWidth(line, fields.length, table.width));
    return EMPTY_RESULT;
  }
  const result = scoreCells(fields, table.positions);
  if (result.ok) return result.value;
  onBadRow(zscoreMessages.badCell(line, result.error.column, result.error.problem));
  return EMPTY_RESULT;
}
