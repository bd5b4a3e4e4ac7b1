/** Why the server could not be asked or did not do it, as a code that screens turn into words. */

import { ERROR_CODES, type ErrorCode } from '#protocol/errors.ts';

/**
 * `offline`: nothing came back. `not-our-server`: something else answered (a captive
 * portal, a proxy) or a version this build cannot read. `cut-off`: an answer that
 * broke off in the middle. The rest is what the server said.
 */
export type FailureCode = ErrorCode | 'offline' | 'not-our-server' | 'cut-off';

export class ApiFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode) {
    super(code);
    this.name = 'ApiFailure';
    this.code = code;
  }
}

/** Whatever was thrown, as a code: anything but an `ApiFailure` is a fault of ours. */
export function failureCode(error: unknown): FailureCode {
  return error instanceof ApiFailure ? error.code : 'internal';
}

/** A code of a newer server counts as `internal`: all this build can say is that it did not work. */
export function knownErrorCode(code: string): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? 'internal';
}
