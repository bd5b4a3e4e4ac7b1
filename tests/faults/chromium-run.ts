/** Kills a real Chromium with -9 in the middle of saves and syncs, starts it again on the same profile, and looks whether everything it called saved is there. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { DeviceId, MutationId } from '#domain/ids.ts';
import { createRandom, type Random } from '#server/practice/random.ts';
import { openPhoneOnDisk, type PhoneOnDisk } from '../support/browser.ts';
import { signIn, workerInCharge } from '../support/first-steps.ts';
import { startFront, type Fate } from '../support/front.ts';
import { readStore } from '../support/phone-disk.ts';
import { createDataDir, removeDataDir, startServer } from '../support/server-process.ts';
import { listen, type Heard } from './called-saved.ts';
import { countDamage, problemsOf } from './damage.ts';
import type { SceneResult } from './scene.ts';
import { embedded } from './station.ts';
import { guardDir } from './warden.ts';

const PATIENCE_MS = 60_000;
const LOADED_WITHIN_MS = 30_000;
/** However many tries led nowhere, the next may leave after forty seconds; the rest is for a busy machine. */
const SENT_WITHIN_MS = 100_000;
/** Children that are weighed in turn. */
const CHILDREN = 12;

interface ChromiumRun {
  readonly kills: number;
  /** The same seed taps as often, waits as long before each kill, and draws the same luck for each request. */
  readonly seed: number;
  readonly onKill?: (done: number) => void;
}

interface Kill {
  /** Weighings that come to their end first. */
  readonly saves: number;
  /** What the wait is counted from: the tap on Simpan, or the first write of its transaction. */
  readonly from: 'tap' | 'write';
  readonly waitMs: number;
  /** In how many of ten pushes the network fails. */
  readonly trouble: number;
}

function planKills({ kills, seed }: ChromiumRun): Kill[] {
  const random = createRandom(seed);
  return Array.from({ length: kills }, () => {
    // Half of them inside the transaction itself, the others anywhere up to the sync that follows.
    const from = random.pick<Kill['from']>(['tap', 'write']);
    return {
      saves: random.between(0, 2),
      from,
      waitMs: from === 'write' ? random.between(0, 80) : random.between(20, 1200),
      trouble: random.pick([0, 0, 3, 10]),
    };
  });
}

/** One row of the outbox as it lies on the disk. */
interface Kept {
  readonly mid: MutationId;
  readonly deviceId: DeviceId;
  readonly seq: number;
  readonly state: string;
  readonly recorded: boolean;
}

export async function runChromiumKills(run: ChromiumRun): Promise<SceneResult> {
  const plan = planKills(run);
  const luck = createRandom(run.seed + 1);
  const dataDir = await createDataDir();
  const profile = await mkdtemp(join(tmpdir(), 'siposyandu-phone-'));
  guardDir(dataDir);
  guardDir(profile);
  const server = await startServer({ dataDir });
  const front = await startFront(server.url);
  const heard: Heard = { durable: new Set(), relaxed: 0, onWrite: () => undefined };
  const problems: string[] = [];
  let signs = 0;
  let phone: PhoneOnDisk = await openPhoneOnDisk(profile, { baseURL: front.url });

  async function openPage(): Promise<Page> {
    await listen(phone.context, heard);
    return phone.context.newPage();
  }
  const network = (troubleInTen: number): void => front.decide(fates(troubleInTen, luck));

  try {
    let page = await openPage();
    await page.goto('/');
    await signIn(page, 'kader');
    await page.getByText(/dari \d+ anak/).waitFor({ timeout: LOADED_WITHIN_MS });
    await workerInCharge(page);
    const children = await weighedChildren(page);

    for (const [index, { saves, from, waitMs, trouble }] of plan.entries()) {
      network(trouble);
      for (let save = 0; save < saves; save += 1) {
        await fill(page, luck.pick(children));
        const before = heard.durable.size;
        await tapSave(page);
        await page.getByText(SAVED).first().waitFor({ timeout: PATIENCE_MS });
        signs += 1;
        if (heard.durable.size === before) problems.push('a sign of saved before the disk had it');
      }
      await fill(page, luck.pick(children));
      const began = new Promise<void>((resolve) => {
        heard.onWrite = resolve;
      });
      const tapped = tapSave(page).catch(() => undefined);
      if (from === 'write') await Promise.race([began, delay(PATIENCE_MS)]);
      await delay(waitMs);
      await phone.kill();
      await tapped;
      run.onKill?.(index + 1);

      phone = await openPhoneOnDisk(profile, { baseURL: front.url });
      page = await openPage();
      // Of the same origin, and not the app: what it finds at its start is looked at untouched.
      await page.goto('/api/info');
      problems.push(...whatIsWrong(await keptOn(page), heard.durable));
    }

    network(0);
    await page.goto('/belum-terkirim');
    await untilSent(page);
    const kept = await keptOn(page);
    const damage = await countDamage(await embedded(dataDir), kept);
    problems.push(...problemsOf('when all was sent', damage));
    if (heard.relaxed > 0) problems.push('a save that was not strict');
    return {
      scene: 'chromium',
      figures: {
        kills: run.kills,
        'called saved': heard.durable.size,
        'seen on the screen': signs,
        ...damage,
      },
      problems,
      details: {
        seed: run.seed,
        plan,
        kept: kept.length,
        pushes: front.seen.filter(isPush).length,
      },
    };
  } finally {
    await phone.context.close().catch(() => undefined);
    await front.stop();
    await server.stop();
    await removeDataDir(dataDir);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const SAVED = /^.?\s*(Tersimpan di HP|Terkirim)$/;
const isPush = (request: string): boolean => request === 'POST /api/sync/push';

const TROUBLES: readonly [Fate, ...Fate[]] = [
  'unreachable',
  'lost-reply',
  'lost-reply',
  'server-error',
  'portal',
];

function fates(troubleInTen: number, luck: Random) {
  return (_method: string, path: string): Fate | undefined =>
    path.startsWith('/api/sync/') && luck.between(1, 10) <= troubleInTen
      ? luck.pick(TROUBLES)
      : undefined;
}

interface Child {
  readonly id: string;
  /** As it is typed. */
  readonly weight: string;
}

/** With their last weight, which the form asks nothing about. */
async function weighedChildren(page: Page): Promise<readonly [Child, ...Child[]]> {
  const events = await readStore<{
    childId: string;
    kind: string;
    event: { measurement?: { weightGrams: number | null; measuredOn: string } };
  }>(page, 'events');
  const last = new Map<string, { grams: number; on: string }>();
  for (const { childId, kind, event } of events) {
    const { weightGrams: grams = null, measuredOn: on = '' } = event.measurement ?? {};
    if (kind !== 'measurement' || grams === null || on < (last.get(childId)?.on ?? '')) continue;
    last.set(childId, { grams, on });
  }
  const [first, ...more] = [...last]
    .slice(0, CHILDREN)
    .map(([id, { grams }]) => ({ id, weight: String(grams / 1000).replace('.', ',') }));
  if (first === undefined) throw new Error('nobody was weighed before');
  return [first, ...more];
}

async function fill(page: Page, { id, weight }: Child): Promise<void> {
  await page.goto(`/anak/${id}/timbang`);
  await page.getByLabel('Berat (kg)', { exact: true }).fill(weight, { timeout: PATIENCE_MS });
}

async function tapSave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
}

async function keptOn(page: Page): Promise<Kept[]> {
  const rows = await readStore<Omit<Kept, 'recorded'>>(page, 'outbox');
  const events = await readStore<{ mid: string }>(page, 'events');
  const recorded = new Set<string>(events.map(({ mid }) => mid));
  return rows.map(({ mid, deviceId, seq, state }) => ({
    mid,
    deviceId,
    seq,
    state,
    recorded: recorded.has(mid),
  }));
}

/** Of the moment after a restart, before anything was sent or fetched. */
function whatIsWrong(kept: readonly Kept[], durable: ReadonlySet<MutationId>): string[] {
  const mids = new Set(kept.map(({ mid }) => mid));
  const numbers = kept.map(({ seq }) => seq).sort((a, b) => a - b);
  return [
    ...[...durable].filter((mid) => !mids.has(mid)).map(() => 'called saved, and not on the disk'),
    ...kept.filter(({ recorded }) => !recorded).map(() => 'to be sent, but not in the history'),
    ...(numbers.every((seq, index) => seq === index + 1) ? [] : ['numbers with gaps or twice']),
  ];
}

async function untilSent(page: Page): Promise<void> {
  const givenUpAt = Date.now() + SENT_WITHIN_MS;
  for (;;) {
    const waiting = (await readStore<Kept>(page, 'outbox')).filter(
      ({ state }) => state === 'pending',
    );
    if (waiting.length === 0) return;
    if (Date.now() > givenUpAt) throw new Error(`${waiting.length} are not sent`);
    await page
      .getByRole('button', { name: 'Kirim sekarang' })
      .click({ timeout: 1000 })
      .catch(() => undefined);
    await delay(500);
  }
}
