/** The environment Postgres' programs get: nothing of ours reaches them by accident. */

const KEPT = ['PATH', 'SystemRoot', 'TEMP', 'TMP'];

/** Without the person's locale, PGDATA, PGOPTIONS or secrets such as DATABASE_URL. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
