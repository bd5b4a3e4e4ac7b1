/** Tells a passing fault of the database from a lasting one, so that no passing fault becomes a verdict. */

/**
 * SQLSTATE classes and codes that the same statement may survive later: lost
 * connections, full resources, shutdown and start-up, a lost race, a time-out,
 * a replica that is not yet the primary, trouble of disk or network below.
 * Source: PostgreSQL 18 manual, appendix A.
 */
const PASSING_SQLSTATE = /^(?:08...|53...|58...|57P0[1235]|57014|40001|40P01|55P03|25006|25P03)$/;

/** Of the network, not of files: a missing file is no passing fault, a missing socket is. */
const NETWORK_CALLS: ReadonlySet<unknown> = new Set(['connect', 'read', 'write', 'getaddrinfo']);

/** What Node says of a connection that cannot be made or broke. */
const PASSING_SYSTEM_CODES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EMFILE',
  'ENFILE',
]);

/** The driver gives these errors no code, only words. */
const PASSING_WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|Query read timeout)/;

/** @param error anything thrown by a query, a transaction or the taking of a connection */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && PASSING_SQLSTATE.test(code)) return true;
  if (PASSING_SYSTEM_CODES.has(code) && 'syscall' in error && NETWORK_CALLS.has(error.syscall)) {
    return true;
  }
  if (PASSING_WORDS.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  return isTransient(error.cause);
}
