/** One question to the server and its answer, checked: nothing unchecked passes into a screen. */

import type * as z from 'zod/mini';
import { errorResponseSchema } from '#protocol/errors.ts';
import { ApiFailure, knownErrorCode } from './api-failure.ts';

export type Fetch = typeof fetch;

export interface Question<T> {
  readonly path: string;
  readonly schema: z.ZodMiniType<T>;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** A page of another site cannot send this header, so its requests are refused. */
const OUR_HEADER = { 'x-siposyandu': '1' } as const;

/** @throws ApiFailure; whatever the signal was aborted with, when it was */
export async function ask<T>(fetchFrom: Fetch, question: Question<T>): Promise<T> {
  const { path, schema, method = 'GET', body, signal } = question;
  const init = { method, ...(signal === undefined ? {} : { signal }) };
  const response =
    body === undefined
      ? await send(fetchFrom, path, init)
      : await send(fetchFrom, path, { ...init, body: JSON.stringify(body) }, 'application/json');
  const parsed = schema.safeParse(await jsonOf(response));
  if (!parsed.success) throw new ApiFailure('not-our-server');
  return parsed.data;
}

/** Sends and looks at the status only; the caller reads the answer. @throws as `ask` */
export async function send(
  fetchFrom: Fetch,
  path: string,
  init: Omit<RequestInit, 'headers'>,
  contentType?: string,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetchFrom(path, {
      ...init,
      headers:
        contentType === undefined ? OUR_HEADER : { ...OUR_HEADER, 'content-type': contentType },
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiFailure('offline');
  }
  if (response.ok) return response;
  const refusal = errorResponseSchema.safeParse(await jsonOf(response));
  throw new ApiFailure(refusal.success ? knownErrorCode(refusal.data.error) : 'not-our-server');
}

/** `undefined` where the answer is no JSON, which no schema of ours accepts. */
async function jsonOf(response: Response): Promise<unknown> {
  try {
    const body: unknown = await response.json();
    return body;
  } catch {
    return undefined;
  }
}
