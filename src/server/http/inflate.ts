/** Lets a phone send its body gzipped, and stops inflating where the route's limit is. */

import { createGunzip } from 'node:zlib';
import type { FastifyRequest, RequestPayload } from 'fastify';
import { Refusal } from './errors.ts';

/**
 * A `preParsing` hook. A body that inflates beyond the route's `bodyLimit` is
 * refused as `too-large` before more of it is inflated; one that is no gzip, or
 * a cut one, as `malformed-request`.
 */
export async function inflateBody(
  request: FastifyRequest,
  _reply: unknown,
  payload: RequestPayload,
): Promise<RequestPayload> {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return payload;
  if (encoding !== 'gzip') throw new Refusal('malformed-request');

  const limit = request.routeOptions.bodyLimit;
  // Fastify compares `receivedEncodedLength` with the length the sender named.
  const inflated = Object.assign(createGunzip(), { receivedEncodedLength: 0 });
  let length = 0;
  inflated.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) inflated.destroy(new Refusal('too-large'));
  });
  payload.on('data', (chunk: Buffer) => {
    inflated.receivedEncodedLength += chunk.length;
  });
  // Unlike `pipeline`, this leaves the connection open for the answer.
  inflated.on('error', () => payload.unpipe(inflated));
  payload.on('error', (error) => inflated.destroy(error));
  payload.pipe(inflated);
  inflated.pause();
  return inflated;
}
