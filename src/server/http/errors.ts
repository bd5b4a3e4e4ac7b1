/** Turns whatever was thrown into the one shape of refusal: a code from the closed list, and nothing of the request. */

import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode, ErrorResponse } from '#protocol/errors.ts';
import { isTransient } from '#server/store/transient.ts';

/** Thrown by a route to refuse with a code the client knows. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly error: ErrorCode;
  /** Seconds, for `Retry-After`. */
  readonly retryAfter: number | null;

  constructor(error: ErrorCode, retryAfter: number | null = null, statusCode = STATUS[error]) {
    super(error);
    this.statusCode = statusCode;
    this.error = error;
    this.retryAfter = retryAfter;
  }
}

const STATUS: Readonly<Record<ErrorCode, number>> = {
  'malformed-request': 400,
  'unsupported-protocol': 400,
  'too-large': 413,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'too-many-attempts': 429,
  'not-allowed': 403,
  'not-found': 404,
  'cross-site': 403,
  busy: 503,
  internal: 500,
  'username-taken': 409,
  'setup-token-invalid': 403,
  'unreadable-file': 422,
  'html-in-disguise': 422,
  'no-header-row': 422,
  'unknown-child': 404,
  'same-child': 409,
  'already-merged': 409,
  'not-merged': 409,
  'already-moved': 409,
  'same-posyandu': 409,
  'unknown-posyandu': 404,
};

/** A database that restarts is back within this. */
const BUSY_RETRY_SECONDS = 5;

export function errorBody(error: ErrorCode): ErrorResponse {
  return { server: 'siposyandu', error };
}

/** The `setErrorHandler` of the whole app. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = noteFailure(error, request);
  if (refusal.retryAfter !== null) void reply.header('retry-after', refusal.retryAfter);
  void reply
    .code(refusal.statusCode)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(errorBody(refusal.error));
}

/** @returns what whoever asks is told; the log hears of it where it is ours to mend */
export function noteFailure(error: unknown, request: FastifyRequest): Refusal {
  const refusal = refusalOf(error);
  if (refusal.statusCode >= 500) {
    const level = refusal.error === 'busy' ? 'warn' : 'error';
    request.log[level]({ err: error }, 'request failed');
  }
  return refusal;
}

/** Refuses what Node could not even make a request of. */
export function answerUnreadable(socket: Socket): void {
  const body = JSON.stringify(errorBody('malformed-request'));
  if (socket.writable) {
    socket.write(
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n' +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    );
  }
  socket.destroy();
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isTransient(error)) return new Refusal('busy', BUSY_RETRY_SECONDS);
  // Fastify's own: unreadable JSON, a wrong type, a body over the limit, a schema not met.
  const status = isFastifyError(error) ? (error.statusCode ?? 500) : 500;
  if (status === 413) return new Refusal('too-large');
  if (status === 404) return new Refusal('not-found');
  if (status === 503) return new Refusal('busy', BUSY_RETRY_SECONDS);
  if (status >= 400 && status < 500) return new Refusal('malformed-request');
  return new Refusal('internal');
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}
