/**
 * `npm run bench:server [-- --json FILE] [--minutes 10] [--only PART,PART] [--servers 2] [--profile DIR]`:
 * what one server, or several beside each other, and their PostgreSQL, which
 * answers only when a commit is on disk, carry over HTTP while the load comes
 * from this machine too. On a busy machine the microseconds of processor for
 * each mutation or request say more than how many of them fit into a second.
 */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { clusterDirIn } from '#server/postgres/cluster.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { startPostgres } from '#server/postgres/supervisor.ts';
import { createDb } from '#server/store/database.ts';
import {
  createDataDir,
  databaseUrlOf,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import {
  ownProcessorSeconds,
  processorSeconds,
  stolenProcessorSeconds,
  watchMemory,
} from './process-figures.ts';
import { startReport } from './report.ts';
import { signInCrowd } from './server-crowd.ts';
import { BATCH, type LoadJob, type LoadPhone, type LoadResult } from './server-load.ts';

const POSYANDU = 200;
const PHONES_EACH = 2;
const PHONES_AT_ONE = 8;
const MEASURED_SECONDS = 10;
/** A server that has run for a minute is asked about: one just started compiles what it is doing. */
const WARM_UP_SECONDS = 10;
const PUSHERS = 24;
const PULLERS = 32;
/** Far more at once than the server takes at work. */
const OVERLOAD_AT_ONCE = 400;
const OVERLOAD_BATCHES = 4;
/** Short of what the server can do, as an hour of a posyandu day is. */
const STEADY_PUSHERS = 8;
const STEADY_PAUSE_MS = 100;

/** Of children who stay for two years, and of those who are nearly five. */
const VISITS = 20;
const OLD = { posyandu: 50, visits: 58, before: 45 } as const;

const GOALS = { 'push, many posyandu': 8000, 'push, one posyandu': 300, 'pull, nothing new': 3000 };

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    minutes: { type: 'string', default: '0.5' },
    only: { type: 'string', default: 'many,pull,overload,one,old,steady' },
    servers: { type: 'string', default: '1' },
    profile: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes: a number above 0');
const only = new Set(values.only.split(','));
const serverCount = Number(values.servers);
if (!Number.isInteger(serverCount) || serverCount < 1) throw new Error('--servers: 1 or more');
const report = startReport(values.json === undefined ? [] : ['--json', values.json]);

const dataDir = await createDataDir();
// Several servers need a PostgreSQL that belongs to none of them; so it is here with one, too.
const postgres = await startPostgres({ dataDir, log: console.log });
const env = {
  PRACTICE: 'off',
  DATABASE_URL: databaseUrlOf(postgres.connection),
  ...(values.profile === undefined
    ? {}
    : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}` }),
};
const servers: ServerProcess[] = [];
const load = fork(new URL('./server-load.ts', import.meta.url), { serialization: 'advanced' });
let postgresPid = 0;
try {
  // One after the other: the first makes the tables.
  while (servers.length < serverCount) servers.push(await startServer({ dataDir, env }));
  const pool = new pg.Pool({ ...postgres.connection, max: 2 });
  // It ends also where this ends early.
  pool.on('error', () => undefined);
  postgresPid = (await readPidFile(clusterDirIn(dataDir)))?.pid ?? 0;
  const { rows } = await pool.query<{ fsync: string; commit: string }>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  const many = await signInCrowd(createDb(pool), POSYANDU, PHONES_EACH);
  const one = await signInCrowd(createDb(pool), 1, PHONES_AT_ONE);
  const old = await signInCrowd(createDb(pool), OLD.posyandu, PHONES_EACH);
  console.log(
    `${POSYANDU} posyandu with ${PHONES_EACH} phones each, one with ${PHONES_AT_ONE}; fsync ${rows[0]?.fsync}, synchronous_commit ${rows[0]?.commit}`,
  );
  const acknowledged: string[] = [];
  const figures = await measure(pool, { many, one, old }, acknowledged);
  const memory = only.has('steady') ? await steady(acknowledged) : null;
  const lost = await countLost(pool, acknowledged);
  console.table(figures.map(({ shown }) => shown));
  if (memory !== null) {
    console.log(
      `memory of ${serverCount === 1 ? 'the server' : 'the first server'} in MB over ${minutes} min of ${STEADY_PUSHERS} phones at a time: ${memory.megabytes.join(' ')}`,
    );
  }
  console.log(
    `${acknowledged.length} mutations acknowledged; not in the journal: ${lost.lost}; there twice: ${lost.doubled}`,
  );
  report.finish({
    goals: GOALS,
    servers: serverCount,
    figures: figures.map(({ figure }) => figure),
    memory,
    acknowledged: acknowledged.length,
    ...lost,
  });
  await pool.end();
  if (lost.lost > 0 || lost.doubled > 0) process.exitCode = 1;
} finally {
  load.disconnect();
  await Promise.all(servers.map((server) => server.stop()));
  await postgres.stop();
  await removeDataDir(dataDir);
}

interface Figure {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly statuses: LoadResult['statuses'];
  readonly retryAfter: LoadResult['retryAfter'];
  /** Microseconds of processor for each mutation or pull. */
  readonly serverMicros: number;
  readonly postgresMicros: number;
  readonly generatorMicros: number;
  /** How much of the machine's processors these three had, of 1 for each core. */
  readonly cores: number;
  /** How much its neighbours took from it meanwhile, of 1 for each core. */
  readonly coresStolen: number;
}

async function measure(
  pool: pg.Pool,
  { many, one, old }: Readonly<Record<'many' | 'one' | 'old', readonly LoadPhone[]>>,
  acknowledged: string[],
): Promise<{ figure: Figure; shown: Record<string, unknown> }[]> {
  const figures: Figure[] = [];
  const take = async (name: string, each: number, job: LoadJob): Promise<void> => {
    const { result, seconds, spent, stolen } = await withSpent(() => tell(load, job));
    for (const mid of result.acknowledged) acknowledged.push(mid);
    const at = (share: number) =>
      result.latencies[Math.floor((result.latencies.length - 1) * share)] ?? Number.NaN;
    const { statuses, retryAfter } = result;
    const perSecond = (result.answered * each) / result.seconds;
    const micros = spent.map((processor) => (processor * 1e6) / (result.answered * each));
    const [serverMicros = Number.NaN, postgresMicros = Number.NaN, generatorMicros = Number.NaN] =
      micros;
    figures.push({
      name,
      perSecond,
      p50: at(0.5),
      p99: at(0.99),
      statuses,
      retryAfter,
      serverMicros,
      postgresMicros,
      generatorMicros,
      cores: spent.reduce((sum, processor) => sum + processor, 0) / seconds,
      coresStolen: stolen / seconds,
    });
    console.log(`${name}: ${Math.round(perSecond)}/s`);
  };
  const pushed = { kind: 'push', seconds: MEASURED_SECONDS } as const;
  const urls = servers.map(({ url }) => url);
  const meet = (phones: readonly LoadPhone[], visits = VISITS) =>
    tell(load, { kind: 'meet', urls, phones, visits });
  const unmeasured = async (job: LoadJob) => {
    for (const mid of (await tell(load, job)).acknowledged) acknowledged.push(mid);
    // PostgreSQL counts its tables by itself, but looks at them only once a minute.
    await pool.query('analyze journal, event, review, child, device_numbers, device_scope');
  };

  await meet(many);
  if (only.has('many')) {
    await tell(load, { kind: 'prepare', batches: 8 });
    const registering = { ...pushed, seconds: 120, batches: 1, atOnce: PUSHERS };
    await take('register, many posyandu', BATCH, registering);
    await unmeasured({ ...pushed, seconds: WARM_UP_SECONDS, atOnce: PUSHERS });
    await take('push, many posyandu', BATCH, { ...pushed, atOnce: PUSHERS });
  }
  if (only.has('pull')) {
    await tell(load, { kind: 'catch-up', atOnce: PULLERS });
    const pulling = { kind: 'pull', seconds: MEASURED_SECONDS } as const;
    await take('pull, nothing new', 1, pulling);
  }
  if (only.has('overload')) {
    await tell(load, { kind: 'prepare', batches: OVERLOAD_BATCHES });
    const atOnce = OVERLOAD_AT_ONCE;
    const overload = { ...pushed, seconds: 120, batches: OVERLOAD_BATCHES, atOnce };
    await take(`push, ${OVERLOAD_AT_ONCE} at once`, BATCH, overload);
  }
  if (only.has('one')) {
    await meet(one);
    await tell(load, { kind: 'prepare', batches: 20 });
    const registering = { ...pushed, seconds: 120, batches: 1, atOnce: PHONES_AT_ONE };
    await take('register, one posyandu', BATCH, registering);
    await take('push, one posyandu', BATCH, { ...pushed, atOnce: PHONES_AT_ONE });
    await meet(many);
  }
  if (only.has('old')) {
    await meet(old, OLD.visits);
    await unmeasured({ ...pushed, seconds: 600, batches: OLD.before, atOnce: PUSHERS });
    await tell(load, { kind: 'prepare', batches: OLD.visits - OLD.before });
    await take('push, four-year-olds', BATCH, { ...pushed, atOnce: PUSHERS });
    await meet(many);
  }

  const goals: Readonly<Record<string, number>> = GOALS;
  return figures.map((figure) => ({
    figure,
    shown: {
      what: figure.name,
      'per second': Math.round(figure.perSecond),
      'to reach': goals[figure.name] ?? '',
      'p50 ms': Math.round(figure.p50),
      'p99 ms': Math.round(figure.p99),
      statuses: Object.entries(figure.statuses)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
      'server µs': Math.round(figure.serverMicros),
      'postgres µs': Math.round(figure.postgresMicros),
      'load µs': Math.round(figure.generatorMicros),
      cores: figure.cores.toFixed(2),
      stolen: figure.coresStolen.toFixed(2),
    },
  }));
}

/** A load it can carry, for long: memory must not grow with time. */
async function steady(acknowledged: string[]): Promise<{ minutes: number; megabytes: number[] }> {
  const seconds = minutes * 60;
  const pushing = tell(load, {
    kind: 'push',
    atOnce: STEADY_PUSHERS,
    seconds,
    pauseMs: STEADY_PAUSE_MS,
  });
  const megabytes = await watchMemory(servers[0]?.pid ?? 0, seconds, pushing);
  for (const mid of (await pushing).acknowledged) acknowledged.push(mid);
  return { minutes, megabytes };
}

async function countLost(
  pool: pg.Pool,
  acknowledged: readonly string[],
): Promise<{ lost: number; doubled: number }> {
  const { rows } = await pool.query<{ lost: number; doubled: number }>(
    `select count(*) filter (where held = 0)::int as lost,
            count(*) filter (where held > 1)::int as doubled
     from (
       select a.mid, count(j.mid) as held
       from unnest($1::uuid[]) as a (mid) left join journal j on j.mid = a.mid
       group by a.mid
     ) each`,
    [acknowledged],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no count');
  return row;
}

/** @returns seconds of processor that the servers, PostgreSQL and the load had meanwhile, in this order */
async function withSpent<T>(work: () => Promise<T>) {
  const soFar = () => [
    servers.reduce((sum, { pid }) => sum + ownProcessorSeconds(pid), 0),
    processorSeconds(postgresPid),
    ownProcessorSeconds(load.pid ?? 0),
  ];
  const from = performance.now();
  const before = soFar();
  const stolenBefore = stolenProcessorSeconds();
  const result = await work();
  const seconds = (performance.now() - from) / 1000;
  const spent = soFar().map((total, index) => total - (before[index] ?? Number.NaN));
  return { result, seconds, spent, stolen: stolenProcessorSeconds() - stolenBefore };
}

/** One job at a time. */
async function tell(to: ChildProcess, job: LoadJob): Promise<LoadResult> {
  const answered = new AbortController();
  const gone = once(to, 'exit', { signal: answered.signal }).then(() => {
    throw new Error('the load ended early');
  });
  to.send(job);
  const [result] = (await Promise.race([once(to, 'message'), gone])) as [LoadResult];
  gone.catch(() => undefined);
  answered.abort();
  return result;
}
