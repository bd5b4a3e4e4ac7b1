/** The application's own role and database in the cluster. */

import type pg from 'pg';

/** Owns its database and may do nothing else: not read files, not start programs, not see other databases' roles. */
export const APPLICATION = { user: 'siposyandu', database: 'siposyandu' } as const;

/** Safe to repeat, also after a start that was cut off between the two. */
export async function ensureDatabase(superuser: pg.Client, password: string | null): Promise<void> {
  const { user, database } = APPLICATION;
  const { rows } = await superuser.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as role,
            exists (select from pg_database where datname = $2) as database`,
    [user, database],
  );
  const [found] = rows;
  if (found?.role !== true) {
    const secret = password === null ? '' : ` password ${superuser.escapeLiteral(password)}`;
    await superuser.query(`create role ${superuser.escapeIdentifier(user)} login${secret}`);
  }
  if (found?.database !== true) {
    await superuser.query(
      `create database ${superuser.escapeIdentifier(database)} owner ${superuser.escapeIdentifier(user)}`,
    );
  }
}
