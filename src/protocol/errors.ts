/** Closed list of refusals of the API. The body of every non-2xx answer is `{ server, error }`. */

import * as z from 'zod/mini';

export const ERROR_CODES = [
  'malformed-request',
  'unsupported-protocol',
  'too-large',
  'not-signed-in',
  'wrong-credentials',
  'too-many-attempts',
  'not-allowed',
  'not-found',
  'cross-site',
  'busy',
  'internal',
  'username-taken',
  'setup-token-invalid',
  'unreadable-file',
  'html-in-disguise',
  'no-header-row',
  'unknown-child',
  'same-child',
  'already-merged',
  'not-merged',
  'already-moved',
  'same-posyandu',
  'unknown-posyandu',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const errorResponseSchema = z.object({
  server: z.literal('siposyandu'),
  error: z.string(),
});
export type ErrorResponse = { readonly server: 'siposyandu'; readonly error: ErrorCode };
