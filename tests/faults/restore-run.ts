/** Puts an older backup back, the way src/server/README.md says, and lets the phones return: what do they bring back, and what is known of those that stay away? */

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { accountIdSchema, posyanduIdSchema, puskesmasIdSchema } from '#domain/ids.ts';
import { SILENT_AFTER_DAYS } from '#protocol/review.ts';
import { hashPassword } from '#server/auth/passwords.ts';
import { todayInNtb } from '#server/country-days.ts';
import { posyanduOverview } from '#server/review/posyandu-overview.ts';
import { createAccount, grantPosyandu } from '#server/store/account-store.ts';
import { createDb, createPool, type Db } from '#server/store/database.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';
import { createReviewStore } from '#server/store/review-store.ts';
import { createDataDir, removeDataDir, startServer } from '../support/server-process.ts';
import { countDamage, problemsOf } from './damage.ts';
import type { SceneResult } from './scene.ts';
import { openPhone, type Kader, type SignedInPhone } from './signed-in-phone.ts';
import { embedded, EMPTY, portOf } from './station.ts';
import { guardDir } from './warden.ts';

const POSYANDU = 4;
const PHONES_EACH = 5;
const DAY_MS = 86_400_000;
const PASSWORD = 'sandi-uji-2026';
/** More than one push carries, so that a phone can be cut off in the middle of sending. */
const MORE_THAN_A_PUSH = 60;
const AFTER_THE_BACKUP = 7;

const run = promisify(execFile);

export async function runRestore(): Promise<SceneResult> {
  const dataDir = await createDataDir();
  guardDir(dataDir);
  let server = await startServer({ dataDir, env: EMPTY });
  const port = portOf(server);
  const phones: SignedInPhone[] = [];
  const problems: string[] = [];
  const check = (right: boolean, what: string): void => {
    if (!right) problems.push(what);
  };
  const inDatabase = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const db = createDb(createPool(await embedded(dataDir), () => undefined));
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  };

  try {
    const kader = await inDatabase(makeKader);
    for (const [index, each] of kader.entries()) {
      phones.push(openPhone(each, () => server.url, index + 1));
    }
    // Of each posyandu the first will stay away; the second of the first signs in only after the backup.
    const absent = phones.filter((_, index) => index % PHONES_EACH === 0);
    const present = phones.filter((_, index) => index % PHONES_EACH !== 0);
    const [cutOff] = absent;
    const [late, leaving] = present;
    if (cutOff === undefined || late === undefined || leaving === undefined) {
      throw new Error('too few phones');
    }

    const early = phones.filter((phone) => phone !== late);
    for (const phone of early) {
      await phone.signIn();
      await phone.registerChild();
      await phone.weigh(4);
      check((await phone.sync()) === null, 'a phone cannot send before the backup');
    }
    cutOff.cutAfter(0);
    await cutOff.weigh(MORE_THAN_A_PUSH);
    cutOff.cutAfter(1);
    await cutOff.sync();
    const waitingAtBackup = await waitingOn(cutOff);

    await server.stop();
    const backup = join(dataDir, 'backup.tar.gz');
    await run('tar', ['-czf', backup, '-C', dataDir, 'postgres']);
    server = await startServer({ dataDir, port, env: EMPTY });

    cutOff.cutAfter(Infinity);
    await late.signIn();
    for (const phone of phones) {
      await phone.registerChild();
      await phone.weigh(AFTER_THE_BACKUP - 1);
    }
    // Twice, so that everybody has seen what everybody sent, with numbers beyond the backup's.
    for (const phone of [...phones, ...phones]) {
      check((await phone.sync()) === null, 'a phone cannot send after the backup');
    }

    await server.kill();
    await rename(join(dataDir, 'postgres'), join(dataDir, 'postgres-lost'));
    await run('tar', ['-xzf', backup, '-C', dataDir]);
    await run(process.execPath, ['src/server/cli/restored.ts'], {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    });
    const restoredAtMs = Date.now();
    server = await startServer({ dataDir, port, env: EMPTY });
    await inDatabase(ageNotes);

    const answeredBy = async (some: readonly SignedInPhone[]) =>
      (await Promise.all(some.map((phone) => phone.outbox())))
        .flat()
        .filter(({ state }) => state === 'answered');
    const acknowledged = await answeredBy(phones);
    const heldByAbsent = await answeredBy(absent);
    const heldByPresent = await answeredBy(present);
    const atRestore = await countDamage(await embedded(dataDir), acknowledged);
    check(atRestore.lost > 0, 'the backup was not older: nothing was put to the test');

    /** What the puskesmas reads, at the hour when those not heard of since the restore count as silent. */
    const overview = async () => {
      const nowMs = restoredAtMs + SILENT_AFTER_DAYS * DAY_MS;
      const { posyandu } = await inDatabase((db) =>
        posyanduOverview(createReviewStore(db), 'all', { today: todayInNtb(nowMs), nowMs }),
      );
      return new Map(posyandu.map((each) => [each.id, each]));
    };

    // One comes back and loses its signal after a single push: what it still holds shows as missing numbers.
    await leaving.weigh(1);
    leaving.cutAfter(1);
    await leaving.sync();
    const halfBack = (await overview()).get(leaving.posyanduId);
    const missing = halfBack?.missing.count;
    check(
      missing === AFTER_THE_BACKUP,
      `missing of one that came half way: ${missing}, not ${AFTER_THE_BACKUP}`,
    );
    leaving.cutAfter(Infinity);

    check((await late.sync()) === 'signed-out', 'a session newer than the backup is still taken');
    await late.signIn();
    for (const phone of [...present, ...present]) {
      check((await phone.sync()) === null, 'a phone cannot return');
    }
    const recovered = await countDamage(await embedded(dataDir), heldByPresent);
    problems.push(...problemsOf('when those present had returned', recovered));
    const stillAway = await countDamage(await embedded(dataDir), heldByAbsent);
    const sentAfter = waitingAtBackup + AFTER_THE_BACKUP + AFTER_THE_BACKUP * (absent.length - 1);
    check(stillAway.lost === sentAfter, `held by the absent: ${stillAway.lost}, not ${sentAfter}`);

    for (const [id, { silentPhones, waitingOnPhones, missing: numbers }] of await overview()) {
      const waiting = id === cutOff.posyanduId ? waitingAtBackup : 0;
      check(silentPhones === 1, `silent phones listed: ${silentPhones}, not 1`);
      check(waitingOnPhones === waiting, `waiting listed: ${waitingOnPhones}, not ${waiting}`);
      check(numbers.count === 0, `missing listed: ${numbers.count}, not 0`);
    }

    for (const phone of [...absent, ...absent]) {
      check((await phone.sync()) === null, 'a phone cannot return late');
    }
    for (const phone of present) await phone.sync();
    const atEnd = await countDamage(await embedded(dataDir), await answeredBy(phones));
    problems.push(...problemsOf('when all had returned', atEnd));
    for (const { silentPhones, waitingOnPhones, missing: numbers } of (await overview()).values()) {
      const nothing = silentPhones + waitingOnPhones + numbers.count === 0;
      check(nothing, 'the list still names somebody when all are back');
    }
    for (const phone of phones) check((await waitingOn(phone)) === 0, 'something still waits');
    await sameScreens(phones, check);

    return {
      scene: 'restored',
      figures: {
        phones: phones.length,
        acknowledged: acknowledged.length,
        'not in the backup': atRestore.lost,
        'brought back by those present': atRestore.lost - stillAway.lost,
        'held by the absent': stillAway.lost,
        ...atEnd,
      },
      problems,
    };
  } finally {
    await Promise.all(phones.map((phone) => phone.stop()));
    await server.stop();
    await removeDataDir(dataDir);
  }
}

/** Makes the backup one of yesterday: when a phone was heard of is noted every few minutes only. */
async function ageNotes(db: Db): Promise<void> {
  await sql`update device_scope set last_push_at = last_push_at - interval '1 day',
    last_pull_at = last_pull_at - interval '1 day'`.execute(db);
}

async function waitingOn(phone: SignedInPhone): Promise<number> {
  return (await phone.outbox()).filter(({ state }) => state === 'pending').length;
}

async function sameScreens(
  phones: readonly SignedInPhone[],
  check: (right: boolean, what: string) => void,
): Promise<void> {
  for (const together of Map.groupBy(phones, ({ posyanduId }) => posyanduId).values()) {
    const seen = await Promise.all(together.map((phone) => phone.seen()));
    const different = new Set(seen.map((mids) => mids.join(' '))).size;
    check(
      different === 1 && seen[0]?.length !== 0,
      'phones of one posyandu show different records',
    );
  }
}

/** One puskesmas with its posyandu, and as many kader in each as there are phones. */
async function makeKader(db: Db): Promise<Kader[]> {
  const puskesmasId = puskesmasIdSchema.parse(randomUUID());
  await createPuskesmas(db, { id: puskesmasId, name: 'Puskesmas Uji', practice: false });
  const passwordHash = await hashPassword(PASSWORD);
  const kader: Kader[] = [];
  for (let place = 1; place <= POSYANDU; place += 1) {
    const posyanduId = posyanduIdSchema.parse(randomUUID());
    await createPosyandu(db, {
      id: posyanduId,
      puskesmasId,
      name: `Posyandu Uji ${place}`,
      villageName: 'Desa Uji',
      villageCode: '52.02.08.2005',
      practice: false,
    });
    for (let each = 1; each <= PHONES_EACH; each += 1) {
      const id = accountIdSchema.parse(randomUUID());
      const username = `kader-${place}-${each}`;
      await createAccount(db, {
        id,
        username,
        displayName: `Kader Uji ${place} ${each}`,
        role: 'kader',
        puskesmasId: null,
        practice: false,
        passwordHash,
      });
      await grantPosyandu(db, { accountId: id, posyanduId, fromMs: Date.now() - 60 * DAY_MS });
      kader.push({ username, password: PASSWORD, posyanduId });
    }
  }
  return kader;
}
