/** CSV read record by record from a stream of text and written back, so that a file of any size fits in little memory. */

export interface CsvRecord {
  /** Line of the file the record begins in, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A quoted field that is not closed within `LONGEST_RECORD` characters or before the end of the file. */
export class UnclosedQuoteError extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`unclosed quote, record of line ${line}`);
    this.line = line;
  }
}

/** Longer than any honest row; without a limit one stray quote would read the whole file into memory. */
const LONGEST_RECORD = 1_000_000;

/**
 * Splits text into records: comma between fields, `"` around a field that holds
 * commas, quotes (doubled) or line breaks, LF or CRLF between records. Empty
 * lines are passed over.
 *
 * @returns batches as the chunks come in, in order
 * @throws UnclosedQuoteError
 */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  let text = '';
  let line = 1;
  for await (const chunk of chunks) {
    text += chunk;
    const taken = takeRecords(text, line, false);
    text = text.slice(taken.length);
    line = taken.nextLine;
    if (text.length > LONGEST_RECORD) throw new UnclosedQuoteError(line);
    if (taken.records.length > 0) yield taken.records;
  }
  const last = takeRecords(text, line, true);
  if (last.length < text.length) throw new UnclosedQuoteError(last.nextLine);
  if (last.records.length > 0) yield last.records;
}

/** One record as a line of CSV, LF included. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

function csvField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

interface Taken {
  readonly records: CsvRecord[];
  /** Characters used up. */
  readonly length: number;
  readonly nextLine: number;
}

/** All complete records at the beginning of `text`; with `isLast` its end closes the last one. */
function takeRecords(text: string, firstLine: number, isLast: boolean): Taken {
  const records: CsvRecord[] = [];
  let line = firstLine;
  let start = 0;
  while (start < text.length) {
    const record = takeRecord(text, start, isLast);
    if (record === null) break;
    const [only] = record.fields;
    if (record.fields.length > 1 || only !== '') records.push({ line, fields: record.fields });
    line += record.lines;
    start = record.end;
  }
  return { records, length: start, nextLine: line };
}

interface TakenRecord {
  readonly fields: readonly string[];
  readonly end: number;
  readonly lines: number;
}

/** @returns `null` when the record does not end within `text` */
function takeRecord(text: string, start: number, isLast: boolean): TakenRecord | null {
  const lineFeed = text.indexOf('\n', start);
  if (lineFeed < 0 && !isLast) return null;
  const end = lineFeed < 0 ? text.length : lineFeed;
  const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
  return line.includes('"')
    ? takeQuotedRecord(text, start, isLast)
    : { fields: line.split(','), end: end + 1, lines: 1 };
}

/** The slow way, character by character. A quote within an unquoted field is a plain character. */
function takeQuotedRecord(text: string, start: number, isLast: boolean): TakenRecord | null {
  const fields: string[] = [];
  let field = '';
  let lines = 1;
  let at = start;
  while (at < text.length) {
    if (field === '' && text[at] === '"') {
      const quoted = takeQuoted(text, at, isLast);
      if (quoted === null) return null;
      ({ field, at } = quoted);
      lines += field.split('\n').length - 1;
    }
    const char = text[at];
    if (char === undefined) break;
    at += 1;
    if (char === ',') {
      fields.push(field);
      field = '';
    } else if (char === '\n' || (char === '\r' && text[at] === '\n')) {
      return { fields: [...fields, field], end: char === '\n' ? at : at + 1, lines };
    } else {
      field += char;
    }
  }
  return isLast ? { fields: [...fields, field], end: at, lines } : null;
}

/** From an opening quote to past the closing one. */
function takeQuoted(
  text: string,
  start: number,
  isLast: boolean,
): { readonly field: string; readonly at: number } | null {
  let from = start + 1;
  let field = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    field += text.slice(from, quote);
    const next = text[quote + 1];
    if (next === undefined && !isLast) return null;
    if (next !== '"') return { field, at: quote + 1 };
    field += '"';
    from = quote + 2;
  }
}
