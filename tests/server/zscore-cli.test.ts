import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv, UnclosedQuoteError, type CsvRecord } from '#server/cli/csv-records.ts';
import { scoreStream } from '#server/cli/zscore-stream.ts';
import {
  anthroRows,
  anthroText,
  csvRows,
  isKnownDeviation,
  numberOf,
  type AnthroRow,
} from '../domain/growth/anthro-fixture.ts';

const ZSCORE = new URL('../../src/server/cli/zscore.ts', import.meta.url).pathname;
const HEADER = 'sex,age_days,weight,lenhei,measure,headc,armc,oedema';
const RESULTS = 'clenhei,c9mo_flag,zlen,flen,zwei,fwei,zwfl,fwfl,zbmi,fbmi,zhc,fhc';

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command with this on standard input. */
function zscore(
  input: string | Buffer | AsyncIterable<string>,
  args: string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const child = spawn(process.execPath, [ZSCORE, ...args], {
    env: { ...process.env, ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const source = typeof input === 'string' || Buffer.isBuffer(input) ? [input] : input;
  child.stdin.on('error', () => {});
  Readable.from(source).pipe(child.stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zscore-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(['sample', 'edges'] as const)('the file of WHO anthro, %s', (name) => {
  /** The inputs alone, as somebody would send them. */
  const inputs = ['id', ...HEADER.split(',')];
  const reference = anthroRows(name);
  const input = [
    inputs.join(','),
    ...reference.map((row) => inputs.map((each) => row[each]).join(',')),
  ].join('\n');

  it('comes back with the same z-scores, flags and corrected lengths', async () => {
    const { code, stdout, stderr } = await zscore(`${input}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answers = csvRows(stdout);
    expect(answers.length).toBe(reference.length);
    expect(answers.map(comparable)).toEqual(reference.map(comparable));
  });

  it('comes back the same when it already has columns of these names', async () => {
    const { stdout } = await zscore(anthroText(name));
    const [header = ''] = stdout.split('\n');
    expect(header.split(',').slice(-12).join(',')).toBe(RESULTS);
    expect(new Set(header.split(',')).size).toBe(header.split(',').length);
    expect(csvRows(stdout).map(comparable)).toEqual(reference.map(comparable));
  });

  /** Numbers instead of text, without what the reference has wrong. */
  function comparable(row: AnthroRow) {
    const results = RESULTS.split(',').map((column) => {
      const value = numberOf(row[column]);
      if (isKnownDeviation(row, column.slice(1))) return [column, 'known deviation'];
      return [column, column === 'clenhei' && value !== null ? Number(value.toFixed(2)) : value];
    });
    return { id: row['id'], ...Object.fromEntries(results) };
  }
});

describe('what goes in and comes out', () => {
  it('prints two decimals, and nothing where there is nothing', async () => {
    const { stdout } = await zscore(`${HEADER}\n2,100,5.5,60,l,,,n\n,100,5.5,60,l,,,n\n`);
    expect(stdout).toBe(
      `${HEADER},${RESULTS}\n` +
        '2,100,5.5,60,l,,,n,60.00,0,-0.23,0,-0.72,0,-0.73,0,-0.81,0,,\n' +
        ',100,5.5,60,l,,,n,60.00,0,,,,,,,,,,\n',
    );
  });

  it('lets other columns through, quoted ones and any bytes included', async () => {
    const row = (name: Buffer) =>
      Buffer.concat([
        Buffer.from('name,'),
        Buffer.from(`${HEADER}\r\n`),
        name,
        Buffer.from(',1,1,4,50,l,,,\r\n'),
      ]);
    const quoted = await zscore(row(Buffer.from('"Sumi, ""Mi""\r\nB"')));
    expect(quoted.code).toBe(0);
    expect(quoted.stdout).toContain('\n"Sumi, ""Mi""\r\nB",1,1,4,50,l,,,,50.00,0,');
    const utf8 = await zscore(row(Buffer.from('Ñandú')));
    expect(utf8.stdout).toContain('\nÑandú,1,1,');
  });

  it('reads a byte order mark, Windows line ends and a last line without end', async () => {
    const windows = await zscore(`\uFEFF${HEADER}\r\n1,1,4,50,l,,,\r\n\r\n2,1,4,50,l,,,`);
    expect(windows.code).toBe(0);
    expect(windows.stdout).toBe((await zscore(`${HEADER}\n1,1,4,50,l,,,\n2,1,4,50,l,,,\n`)).stdout);
  });

  it('takes input that drips in byte by byte', async () => {
    const text = `\uFEFF"name",${HEADER}\r\n"a""b, c",1,1,4,50,l,,,\r\n`;
    const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
    const source = Readable.from(bytes, { objectMode: false });
    const output: Buffer[] = [];
    for await (const batch of scoreStream(source, String, String)) output.push(batch);
    expect(Buffer.concat(output).toString()).toContain(
      `name,${HEADER},${RESULTS}\n"a""b, c",1,1,4,50,l,,,,50.00,0,`,
    );
  });

  it('understands the codes of the reference in either case, and NA as missing', async () => {
    const { code, stdout } = await zscore(
      `${HEADER}\nM,300,8,70,H,NA,,N\nm,300,8,70,h,,NA,2\n1,300,8,70,h,,,\n` +
        'F,300,8,70,L,,,Y\nf,300,8,70,l,,,y\n2,300,8,70,l,,,1\n',
    );
    expect(code).toBe(0);
    const rows = csvRows(stdout).map((row) => [row['zlen'], row['zwei']].join(' '));
    expect(new Set(rows.slice(0, 3)).size).toBe(1);
    expect(new Set(rows.slice(3)).size).toBe(1);
    expect(rows[3]).toMatch(/^-?\d+\.\d\d $/);
  });

  it('reads the columns in any order', async () => {
    const { stdout } = await zscore(
      'weight,oedema,age_days,sex,armc,headc,measure,lenhei\n4,n,1,1,,,l,50\n',
    );
    expect(csvRows(stdout)[0]).toMatchObject({ zwei: '1.31', zlen: '-0.03' });
  });
});

describe('rows that cannot be read', () => {
  it('keep their place, are named by line and column, and end in 1', async () => {
    const { code, stdout, stderr } = await zscore(
      [
        `name,${HEADER}`,
        'A,3,100,5.5,60,l,,,n',
        '"B\nB",1,-1,5.5,60,l,,,n',
        'C,1,100,"5,5",60,l,,,n',
        'D,1,100,5.5,60,x,,,n',
        'E,1,100,5.5,60,l,,,0',
        'F,1,100,5.5,60,l,abc,,n',
        'G,1,100,5.5,60,l,,1e999,n',
        'H,1,100',
        'I,1,100,5.5,60,l,,,n,9',
        'J,1,100,5.5,60,l,,,n',
      ].join('\n'),
    );
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'Baris 2: kolom sex kode tidak dikenal.',
      'Baris 3: kolom age_days tidak boleh negatif.',
      'Baris 5: kolom weight bukan angka (desimal ditulis dengan titik).',
      'Baris 6: kolom measure kode tidak dikenal.',
      'Baris 7: kolom oedema kode tidak dikenal.',
      'Baris 8: kolom headc bukan angka (desimal ditulis dengan titik).',
      'Baris 9: kolom armc bukan angka (desimal ditulis dengan titik).',
      'Baris 10: ada 3 kolom, seharusnya 9.',
      'Baris 11: ada 10 kolom, seharusnya 9.',
    ]);
    const lines = stdout.replace('"B\nB"', 'B').trimEnd().split('\n');
    expect(lines.length).toBe(11);
    expect(lines.slice(1, 10).every((line) => line.endsWith(','.repeat(12)))).toBe(true);
    expect(new Set(lines.map((line) => line.replace('"5,5"', '').split(',').length))).toEqual(
      new Set([21]),
    );
    expect(lines[10]).toContain('60.00,0,');
  });

  it('never say what stood in them', async () => {
    const { stderr } = await zscore(`name,${HEADER}\nSiti Rahma,1,rahasia,5.5,60,l,,,n\n`);
    expect(stderr).not.toMatch(/Siti|rahasia/);
  });

  it('a measure of zero is no measure, and no error', async () => {
    const { code, stdout } = await zscore(`${HEADER}\n1,400,0,75,l,0,,n\n1,400,9,0,l,,,n\n`);
    expect(code).toBe(0);
    expect(csvRows(stdout)).toMatchObject([
      { zlen: '-0.86', zwei: '', zwfl: '', zbmi: '', zhc: '' },
      { zlen: '', zwei: '-0.87', zwfl: '', zbmi: '', zhc: '' },
    ]);
  });
});

describe('files that are no table', () => {
  it.each([
    ['an empty file', '', 'Berkas kosong'],
    ['no column of sexes', 'age_days;sex\n', 'Kolom sex tidak ada'],
    ['a column twice', `${HEADER},weight\n`, 'Kolom weight ada dua kali'],
    ['a quote that is never closed', `name,${HEADER}\n"Siti,1,1\n`, 'Baris 2: tanda kutip'],
  ])('%s ends in 1 and says why', async (_, input, message) => {
    const { code, stderr } = await zscore(input);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('Siti');
    expect(stderr).not.toContain('node:');
  });

  it('columns that are missing are told and taken as empty', async () => {
    const { code, stderr, stdout } = await zscore('sex,age_days,weight\n1,1,4\n');
    expect(code).toBe(0);
    expect(stderr).toContain('kolom lenhei, measure, headc, armc, oedema tidak ada');
    expect(csvRows(stdout)[0]).toMatchObject({ zwei: '1.31', zlen: '' });
  });

  it('a stray quote does not swallow a large file', async () => {
    async function* endless() {
      yield 'a,b\n"';
      for (;;) yield 'x,y\n'.repeat(10_000);
    }
    await expect(recordsOf(endless())).rejects.toThrow(UnclosedQuoteError);
  });
});

describe('at the terminal', () => {
  it('reads a file named from the folder it was typed in', async () => {
    await writeFile(join(folder, 'in.csv'), `${HEADER}\n1,1,4,50,l,,,\n`);
    const whole = await zscore('', [join(folder, 'in.csv')]);
    const typed = await zscore('', ['in.csv'], { INIT_CWD: folder });
    expect(whole.code).toBe(0);
    expect(typed.stdout).toBe(whole.stdout);
    expect((await zscore(`${HEADER}\n1,1,4,50,l,,,\n`, ['-'])).stdout).toBe(whole.stdout);
  });

  it('says so when the file is not there or too much is asked', async () => {
    const missing = await zscore('', [join(folder, 'nothing.csv')]);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('ENOENT') });
    const usage = await zscore('', ['a.csv', 'b.csv']);
    expect(usage).toMatchObject({ code: 1, stderr: expect.stringContaining('Cara pakai') });
  });

  it('stops quietly when nobody reads the output any more', async () => {
    async function* rows() {
      yield `${HEADER}\n`;
      for (let n = 0; n < 200; n += 1) yield '1,100,5.5,60,l,,,n\n'.repeat(1000);
    }
    const child = spawn(process.execPath, [ZSCORE]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => {});
    Readable.from(rows()).pipe(child.stdin);
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => {
      child.on('close', resolve);
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('answers row by row, before the input ends', async () => {
    const child = spawn(process.execPath, [ZSCORE]);
    child.stdin.write(`${HEADER}\n1,1,4,50,l,,,\n`);
    const first = await new Promise<string>((resolve) => {
      child.stdout.setEncoding('utf8').once('data', resolve);
    });
    expect(first).toContain('50.00');
    child.stdin.end();
    await new Promise((resolve) => {
      child.on('close', resolve);
    });
  });
});

async function recordsOf(chunks: AsyncIterable<string>): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const batch of readCsv(chunks)) records.push(...batch);
  return records;
}
