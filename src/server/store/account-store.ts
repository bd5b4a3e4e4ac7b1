/** People who sign in, and which posyandu each may use. */

import { sql } from 'kysely';
import type { AccountId, PosyanduId, PuskesmasId } from '#domain/ids.ts';
import type { Grant } from '#protocol/pull.ts';
import type { Role } from '#protocol/session.ts';
import type { Db } from './database.ts';
import { regionOf } from './region-of.ts';
import type { SignedIn } from './session-store.ts';

export interface NewAccount {
  readonly id: AccountId;
  /** Trimmed and lower case, as `usernameSchema` leaves it. */
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly role: Role;
  /** For a petugas; `null` for the others. */
  readonly puskesmasId: PuskesmasId | null;
  readonly practice: boolean;
}

/** @throws the database's unique violation when the name is taken */
export async function createAccount(db: Db, account: NewAccount): Promise<void> {
  await db
    .insertInto('account')
    .values({
      id: account.id,
      username: account.username,
      display_name: account.displayName,
      password_hash: account.passwordHash,
      role: account.role,
      puskesmas_id: account.puskesmasId,
      practice: account.practice,
    })
    .execute();
}

/** Lets a kader use a posyandu from `fromMs` on, without an end. */
export async function grantPosyandu(
  db: Db,
  grant: {
    readonly accountId: AccountId;
    readonly posyanduId: PosyanduId;
    readonly fromMs: number;
  },
): Promise<void> {
  await db
    .insertInto('access_grant')
    .values({
      account_id: grant.accountId,
      posyandu_id: grant.posyanduId,
      valid_from: new Date(grant.fromMs),
    })
    .execute();
}

export interface Credentials extends SignedIn {
  readonly passwordHash: string;
  readonly disabled: boolean;
}

/** @param username in any case, with blanks around it, as typed */
export async function findCredentials(db: Db, username: string): Promise<Credentials | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'username', 'display_name', 'role', 'puskesmas_id', 'practice'])
    .select(['password_hash', 'disabled_at'])
    .where('username', '=', plainUsername(username))
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    puskesmasId: row.puskesmas_id,
    practice: row.practice,
    passwordHash: row.password_hash,
    disabled: row.disabled_at !== null,
  };
}

/** One spelling for one account, however a phone's keyboard capitalised it. */
export function plainUsername(typed: string): string {
  return typed.trim().toLowerCase();
}

/** Which accounts there are: none yet, only practice ones, or real ones. */
export async function accountsPresent(db: Db): Promise<'none' | 'practice' | 'real'> {
  const row = await db
    .selectFrom('account')
    .select((eb) => eb.fn<boolean | null>('bool_and', ['practice']).as('practice'))
    .executeTakeFirstOrThrow();
  if (row.practice === null) return 'none';
  return row.practice ? 'practice' : 'real';
}

/** The admin who was first here: acts for commands typed at the server itself. */
export async function firstAdmin(db: Db): Promise<AccountId | null> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Everybody of the practice posyandu, for the sign-in page: kader first. */
export async function practiceAccounts(
  db: Db,
): Promise<{ username: string; role: Role; place: string }[]> {
  return db
    .selectFrom('account as a')
    .leftJoin('puskesmas as k', 'k.id', 'a.puskesmas_id')
    .leftJoin('access_grant as g', 'g.account_id', 'a.id')
    .leftJoin('posyandu as p', 'p.id', 'g.posyandu_id')
    .select([
      'a.username',
      'a.role',
      sql<string>`coalesce(string_agg(p.name, ', ' order by p.name), min(k.name), '')`.as('place'),
    ])
    .where('a.practice', '=', true)
    .where('a.disabled_at', 'is', null)
    .groupBy(['a.username', 'a.role'])
    .orderBy(sql`array_position(array['kader', 'petugas', 'admin'], a.role)`)
    .orderBy('a.username')
    .execute();
}

/** Posyandu open to a person now, by name; for staff those of their puskesmas, for an admin all. */
export async function grantsOf(db: Db, account: Grantee, nowMs: number): Promise<Grant[]> {
  const rows = await openPosyandu(db, account, nowMs).orderBy('p.name').orderBy('p.id').execute();
  return rows.map(grantFrom);
}

/** One of `grantsOf`; `null` when there is no such posyandu or it is another's. */
export async function grantOf(
  db: Db,
  account: Grantee,
  posyanduId: PosyanduId,
  nowMs: number,
): Promise<Grant | null> {
  const query = openPosyandu(db, account, nowMs).where('p.id', '=', posyanduId);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : grantFrom(row);
}

/** A grant as the database tells it. */
export type GrantRow = Omit<Grant, 'region'> & { readonly villageCode: string };

export function grantFrom({ villageCode, ...grant }: GrantRow): Grant {
  return { ...grant, region: regionOf(villageCode) };
}

type Grantee = Pick<SignedIn, 'id' | 'role' | 'puskesmasId'>;

function openPosyandu(db: Db, { id, role, puskesmasId }: Grantee, nowMs: number) {
  const now = new Date(nowMs);
  const query = db
    .selectFrom('posyandu as p')
    .innerJoin('puskesmas as k', 'k.id', 'p.puskesmas_id')
    .select([
      'p.id as posyanduId',
      'p.name as posyanduName',
      'p.village_name as villageName',
      'p.village_code as villageCode',
      'k.name as puskesmasName',
    ]);
  switch (role) {
    case 'admin':
      return query;
    case 'petugas':
      return query.where('p.puskesmas_id', '=', puskesmasId);
    case 'kader':
      return query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('access_grant as g')
            .select('g.account_id')
            .where('g.account_id', '=', id)
            .whereRef('g.posyandu_id', '=', 'p.id')
            .where('g.valid_from', '<=', now)
            .where((or) => or.or([or('g.valid_until', 'is', null), or('g.valid_until', '>', now)])),
        ),
      );
  }
}

/** Throws when the database does not answer. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
