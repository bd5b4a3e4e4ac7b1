/** One request to our server's API. Tells its answers from those of everything else that likes to answer for it. */

import * as z from 'zod/mini';
import { err, ok, type Result } from '#domain/result.ts';
import { errorResponseSchema } from '#protocol/errors.ts';
import { linesOf } from './lines.ts';
import type { Clock, Fetch, Gzip, SetTimer } from './platform.ts';
import { receivedBytes, sentBytes, type TrafficMeter } from './traffic.ts';
import type { FailureKind, TransportFailure } from './transport.ts';

export interface HttpDeps {
  readonly fetch: Fetch;
  readonly gzip: Gzip | null;
  readonly setTimer: SetTimer;
  readonly clock: Pick<Clock, 'elapsedMs'>;
  /** Told of everything that arrives whole. */
  readonly traffic?: TrafficMeter;
}

export interface HttpFailure extends TransportFailure {
  /** What our server said; `null` when it did not say anything. */
  readonly code: string | null;
}

export type HttpAnswer<T> = Result<T, HttpFailure>;

/** An answer of one or more lines. */
export interface Lines<T> {
  /** @returns `null` when there is none any more */
  next(): Promise<HttpAnswer<T> | null>;
  /** Lets go of what is still to come. */
  close(): void;
}

/** For an answer, or for one line more of it: long enough for a page of changes over GPRS. */
const TIMEOUT_MS = 45_000;
/** An answer older than this waited for a page that was frozen: the phone and the server have gone on without it. */
export const TOO_LATE_MS = 2 * TIMEOUT_MS;
const JSON_TYPE = 'application/json';
/** Below this, packing gains nothing. */
const WORTH_PACKING = 1_000;
/**
 * Longest pause somebody may ask for: our server, or whatever stands before it.
 * That may be the gateway of a wifi the phone has left by then, and a pause
 * holds up a person's tap too.
 */
const LONGEST_ASKED_MS = { ours: 60 * 60_000, others: 2 * 60_000 };

/** Every answer of our server carries this; a captive portal's never does. */
const oursSchema = z.looseObject({ server: z.literal('siposyandu') });

/**
 * Sends a request and reads a good answer with `schema`.
 *
 * The cookie goes along by itself; `x-siposyandu` shows the server that a page
 * of its own made the request, since no other site's page can set it.
 *
 * @param body `null` for none
 */
export async function call<T>(
  deps: HttpDeps,
  method: 'GET' | 'POST',
  path: string,
  body: unknown,
  schema: z.ZodMiniType<T>,
): Promise<HttpAnswer<T>> {
  const answer = await exchange(deps, method, path, body);
  return answer.ok ? read(answer.value.response, answer.value.text, schema) : answer;
}

/** Asks for something that has no answer but that it is done (204). */
export async function callForNothing(
  deps: HttpDeps,
  method: 'DELETE',
  path: string,
): Promise<HttpAnswer<null>> {
  const answer = await exchange(deps, method, path, null);
  if (!answer.ok) return answer;
  const { response, text } = answer.value;
  return response.status === 204 ? ok(null) : read(response, text, z.never());
}

/**
 * As `call`, where the answer may be several lines of media type `type`, each
 * with its own time limit, which runs while somebody waits for it. One that is
 * no lines is as one line.
 */
export async function callForLines<T>(
  deps: HttpDeps,
  type: string,
  path: string,
  body: unknown,
  schema: z.ZodMiniType<T>,
): Promise<HttpAnswer<Lines<T>>> {
  const abort = new AbortController();
  const begun = await inTime(deps, abort, async () => {
    const { response, sent } = await send(deps, abort, 'POST', path, body, type);
    const isInLines = response.ok && typeOf(response).includes(type);
    const nextLine = isInLines && response.body !== null ? linesOf(response.body) : null;
    const text = nextLine === null ? await response.text() : ((await nextLine()) ?? '');
    deps.traffic?.count({ sentBytes: sent, receivedBytes: receivedBytes(response, text) });
    return { response, text, nextLine };
  });
  if (!begun.ok) return begun;
  const { response, text, nextLine } = begun.value;
  let first: HttpAnswer<T> | null = read(response, text, schema);
  if (!first.ok) {
    abort.abort();
    return first;
  }
  return ok({
    async next() {
      const here = first;
      first = null;
      if (here !== null || nextLine === null) return here;
      const line = await inTime(deps, abort, nextLine);
      if (!line.ok) return line;
      if (line.value === null) return null;
      const bytes = receivedBytes(response, line.value, true);
      deps.traffic?.count({ sentBytes: 0, receivedBytes: bytes });
      return read(response, line.value, schema);
    },
    close: () => abort.abort(),
  });
}

/** @returns the whole answer, whoever gave it */
function exchange(
  deps: HttpDeps,
  method: string,
  path: string,
  body: unknown,
): Promise<HttpAnswer<{ readonly response: Response; readonly text: string }>> {
  const abort = new AbortController();
  return inTime(deps, abort, async () => {
    const { response, sent } = await send(deps, abort, method, path, body);
    const text = await response.text();
    deps.traffic?.count({ sentBytes: sent, receivedBytes: receivedBytes(response, text) });
    return { response, text };
  });
}

/** @param abort ends what takes too long */
async function inTime<T>(
  deps: HttpDeps,
  abort: AbortController,
  work: () => Promise<T>,
): Promise<HttpAnswer<T>> {
  const timer = { ranOut: false };
  const fromMs = deps.clock.elapsedMs();
  const cancelTimer = deps.setTimer(TIMEOUT_MS, () => {
    timer.ranOut = true;
    abort.abort();
  });
  try {
    const value = await work();
    return deps.clock.elapsedMs() - fromMs > TOO_LATE_MS ? failure('timeout') : ok(value);
  } catch {
    return failure(timer.ranOut ? 'timeout' : 'offline');
  } finally {
    cancelTimer();
  }
}

/** @returns when the headers are here */
async function send(
  deps: HttpDeps,
  { signal }: AbortController,
  method: string,
  path: string,
  body: unknown,
  orLines?: string,
): Promise<{ readonly response: Response; readonly sent: number }> {
  const packed = body === null ? null : await pack(deps.gzip, JSON.stringify(body));
  const accept = orLines === undefined ? JSON_TYPE : `${orLines}, ${JSON_TYPE}`;
  const response = await deps.fetch(path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'manual',
    signal,
    headers: { accept, 'x-siposyandu': '1', ...packed?.headers },
    ...(packed === null ? {} : { body: packed.body }),
  });
  return { response, sent: sentBytes(packed?.body ?? null) };
}

async function pack(
  gzip: Gzip | null,
  text: string,
): Promise<{ readonly body: string | ArrayBuffer; readonly headers: Record<string, string> }> {
  const headers = { 'content-type': JSON_TYPE };
  if (gzip === null || text.length < WORTH_PACKING) return { body: text, headers };
  return { body: await gzip(text), headers: { ...headers, 'content-encoding': 'gzip' } };
}

function read<T>(response: Response, text: string, schema: z.ZodMiniType<T>): HttpAnswer<T> {
  const isJson = /^application\/(x-nd)?json\b/.test(typeOf(response));
  const answer = isJson ? parse(text) : undefined;
  if (!oursSchema.safeParse(answer).success) return notOurs(response, isJson, answer);
  if (!response.ok) return refused(response, answer);
  const parsed = schema.safeParse(answer);
  return parsed.success ? ok(parsed.data) : failure('server');
}

function typeOf(response: Response): string {
  return response.headers.get('content-type') ?? '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Never believed about the session or the records: it may be anybody. */
function notOurs(response: Response, isJson: boolean, answer: unknown): HttpAnswer<never> {
  const { status } = response;
  if (status === 413) return failure('too-large');
  if (status === 429 || status === 503) {
    return failure('busy', retryAfterMs(response, LONGEST_ASKED_MS.others));
  }
  if (status >= 500 && status !== 511) return failure('server');
  // JSON that breaks off: the connection did.
  if (response.ok && isJson && answer === undefined) return failure('offline');
  return failure('portal');
}

function refused(response: Response, answer: unknown): HttpAnswer<never> {
  const parsed = errorResponseSchema.safeParse(answer);
  const code = parsed.success ? parsed.data.error : null;
  const pause = retryAfterMs(response, LONGEST_ASKED_MS.ours);
  return failure(kindOf(response.status, code), pause, code);
}

function kindOf(status: number, code: string | null): FailureKind {
  if (code === 'unsupported-protocol') return 'update-needed';
  // 403: the cookie is that of somebody who keeps no records on a phone.
  if (status === 401 || code === 'not-allowed') return 'signed-out';
  if (status === 413) return 'too-large';
  if (status === 429 || status === 503) return 'busy';
  if (status === 400 || status === 422 || status === 500) return 'refused';
  return 'server';
}

/** Seconds only: the date form would lean on two clocks. */
function retryAfterMs(response: Response, longestMs: number): number | null {
  const text = response.headers.get('retry-after') ?? '';
  return /^\d+$/.test(text) ? Math.min(Number(text) * 1000, longestMs) : null;
}

function failure(
  kind: FailureKind,
  pause: number | null = null,
  code: string | null = null,
): HttpAnswer<never> {
  return err({ kind, retryAfterMs: pause, code });
}
