/** `npm run dev`: the app with hot reload in front, the real server behind it, one database under both. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { type Config, readConfig } from '#server/config.ts';
import { freePort } from '#server/free-port.ts';
import { messages } from '#server/messages.ts';
import { type Connection, startPostgres } from '#server/postgres/supervisor.ts';
import { StartRefused } from '#server/start-refused.ts';
import { stopSignal } from '#server/stop-signal.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

process.exitCode = await run();
process.exit();

async function run(): Promise<number> {
  const config = readConfig(process.env);
  if (!config.ok) {
    for (const sentence of config.error) console.error(sentence);
    return 1;
  }
  const stop = stopSignal();
  const closers: (() => Promise<unknown>)[] = [];
  try {
    await open(config.value, stop, closers);
    if (!stop.aborted) await once(stop, 'abort');
    return 0;
  } catch (error) {
    if (stop.aborted) return 0;
    console.error(error instanceof StartRefused ? error.message : error);
    return 1;
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

/** @param closers gets what is open by now, in the order it was opened, also when a later step fails */
async function open(
  config: Config,
  signal: AbortSignal,
  closers: (() => Promise<unknown>)[],
): Promise<void> {
  let databaseUrl = config.databaseUrl;
  if (databaseUrl === null) {
    // Held here and not by the server, so that the server starts anew in a moment.
    const postgres = await startPostgres({ dataDir: config.dataDir, log: console.log, signal });
    closers.push(() => postgres.stop());
    databaseUrl = urlOf(postgres.connection);
  }

  const apiPort = await freePort();
  const vite = await startVite(config, apiPort);
  closers.push(() => vite.close());
  const origin = `http://localhost:${String(config.port)}`;
  console.log(messages.developing(origin));

  const server = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', 'src/server/main.ts'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(apiPort),
        PUBLIC_ORIGIN: config.publicOrigin ?? origin,
        DATABASE_URL: databaseUrl,
      },
    },
  );
  const ended = once(server, 'exit');
  closers.push(async () => {
    server.kill('SIGTERM');
    await ended;
  });
}

async function startVite({ host, port }: Config, apiPort: number): Promise<ViteDevServer> {
  const vite = await createServer({
    root: ROOT,
    server: {
      host,
      port,
      strictPort: true,
      proxy: { '/api': `http://127.0.0.1:${String(apiPort)}` },
    },
  });
  return vite.listen().catch(async (error: unknown) => {
    await vite.close();
    // Vite gives this error no code.
    const taken = error instanceof Error && error.message.includes('already in use');
    throw taken ? new StartRefused(messages.portInUse(port)) : error;
  });
}

function urlOf({ host, port, user, password, database }: Connection): string {
  const url = new URL(`postgres://localhost/${database}`);
  url.username = user;
  url.password = password ?? '';
  url.searchParams.set('host', host);
  url.searchParams.set('port', String(port));
  return url.href;
}
