import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { planStream } from '#server/cli/immunization-stream.ts';

const COMMAND = new URL('../../src/server/cli/immunization.ts', import.meta.url).pathname;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command with this on standard input. */
function immunization(input: string, args: string[] = ['--on', '2026-11-23']): Promise<Run> {
  const child = spawn(process.execPath, [COMMAND, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => {});
  Readable.from([input]).pipe(child.stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

const CHILD = {
  id: 'a',
  bornOn: '2026-01-12',
  doses: [
    { product: 'PCV', givenOn: '2026-03-11' },
    { product: 'HB-0', givenOn: '2026-01-12' },
    { product: 'DPT-HB-Hib-IPV', givenOn: '2026-03-12' },
    { product: 'Sinovac', givenOn: '2026-05' },
  ],
};

describe('a plan line', () => {
  it('has these fields and no others', async () => {
    const { code, stdout, stderr } = await immunization(`${JSON.stringify(CHILD)}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const plan = JSON.parse(stdout) as {
      given: unknown[];
      owed: { dose: string; why: object }[];
    };
    expect(Object.keys(plan)).toEqual([
      'id',
      'on',
      'given',
      'owed',
      'nextVisit',
      'idl',
      'idlNew',
      'ibl',
      'zeroDose',
    ]);
    expect(plan).toMatchObject({
      id: 'a',
      on: '2026-11-23',
      nextVisit: '2026-11-23',
      idl: false,
      idlNew: false,
      ibl: false,
      zeroDose: false,
    });
    expect(plan.given).toEqual([
      { product: 'HB-0', givenOn: '2026-01-12', dose: 'HB-0', verdict: 'valid' },
      { product: 'PCV', givenOn: '2026-03-11', dose: 'PCV 1', verdict: 'too-early', days: 1 },
      { product: 'DPT-HB-Hib-IPV', givenOn: '2026-03-12', dose: 'DPT-HB-Hib 1', verdict: 'valid' },
      { product: 'Sinovac', givenOn: '2026-05', dose: null, verdict: 'unknown-product' },
    ]);
    expect(plan.owed.find(({ dose }) => dose === 'RV 1')).toEqual({
      dose: 'RV 1',
      state: 'closed',
      from: null,
      until: '2026-08-11',
      why: {
        rule: 'rv-1.limit',
        source: 'Surat Kemenkes IM.02.02/C/3052/2023 (RV)',
        sentence:
          'RV 1 tidak diberikan lagi: batasnya sebelum umur 7 bulan, sampai 11 Agustus 2026',
      },
    });
  });

  it('says null where partial dates leave it open, and where nothing is owed any more', async () => {
    const lines: string[] = [];
    const source = Readable.from([
      `${JSON.stringify({ id: 7, bornOn: '2019-01-01', region: 5201, doses: [] })}\n`,
    ]);
    for await (const text of planStream(source, '2026-11-23', String, String)) lines.push(text);
    expect(JSON.parse(lines.join(''))).toMatchObject({ id: 7, nextVisit: null, zeroDose: true });
  });
});

describe('lines that cannot be read', () => {
  it('are named by number, have no plan, and end in 1', async () => {
    const good = JSON.stringify(CHILD);
    const { code, stdout, stderr } = await immunization(
      [
        good,
        'bukan json',
        '[]',
        JSON.stringify({ ...CHILD, id: undefined }),
        JSON.stringify({ ...CHILD, bornOn: '2026-02-30' }),
        JSON.stringify({ ...CHILD, bornOn: '2026-11-24' }),
        JSON.stringify({ ...CHILD, region: 'NTB' }),
        JSON.stringify({ ...CHILD, doses: null }),
        JSON.stringify({
          ...CHILD,
          doses: [CHILD.doses[0], { product: 'PCV', givenOn: '2026-13' }],
        }),
        '',
        JSON.stringify({ ...CHILD, id: 'b' }),
      ].join('\r\n'),
    );
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'Baris 2: bukan objek JSON.',
      'Baris 3: bukan objek JSON.',
      'Baris 4: id tidak ada.',
      'Baris 5: bornOn bukan tanggal (TTTT-BB-HH).',
      'Baris 6: anak belum lahir pada tanggal itu.',
      'Baris 7: region bukan kode wilayah Kemendagri.',
      'Baris 8: doses bukan daftar.',
      'Baris 9: dosis ke-2 tanpa product, atau givenOn bukan tanggal, bulan, atau tahun.',
    ]);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['a', 'b']);
  });

  it('a dose after the day is a remark, not an error', async () => {
    const later = { ...CHILD, doses: [{ product: 'MR', givenOn: '2027-01-01' }] };
    const { code, stderr } = await immunization(JSON.stringify(later));
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Catatan, baris 1: 1 dosis bertanggal sesudah hari itu tidak dihitung.\n',
    });
  });
});

describe('the command line', () => {
  it.each([[[]], [['--on', '2026-02-30']], [['--on']], [['--am', '2026-01-01']]])(
    'with %j tells how it is used and ends in 1',
    async (args) => {
      const { code, stdout, stderr } = await immunization('', args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('npm run -s immunization -- --on TTTT-BB-HH');
    },
  );

  it('takes input in any pieces and a byte order mark', async () => {
    const bytes = [...Buffer.from(`\uFEFF${JSON.stringify({ ...CHILD, id: 'Ñ' })}\r\n`)];
    const source = Readable.from(
      bytes.map((byte) => Buffer.from([byte])),
      { objectMode: false },
    );
    let output = '';
    for await (const text of planStream(source, '2026-11-23', String, String)) output += text;
    expect(JSON.parse(output)).toMatchObject({ id: 'Ñ' });
  });
});
