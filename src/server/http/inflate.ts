/** Lets a phone send its body gzipped, and stops inflating where the route's limit is. */

import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import type { FastifyRequest, RequestPayload } from 'fastify';
import { Refusal } from './errors.ts';

/**
 * A `preParsing` hook. A body that inflates beyond the route's `bodyLimit` is
 * refused as `too-large` before more of it is inflated; one that is no gzip, or
 * a cut one, as `malformed-request`.
 *
 * Read whole and inflated here and now: a push takes a tenth of a millisecond,
 * which is less than handing it to another thread and back piece by piece.
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
  const packed = await readWhole(payload, limit);
  // Fastify compares `receivedEncodedLength` with the length the sender named.
  return Object.assign(Readable.from([inflated(packed, limit)], { objectMode: false }), {
    receivedEncodedLength: packed.length,
  });
}

/** Leaves the connection open for the answer, also where it is refused. */
function readWhole(payload: RequestPayload, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    payload.on('data', (part: Buffer) => {
      length += part.length;
      if (length > limit) reject(new Refusal('too-large'));
      else parts.push(part);
    });
    payload.on('end', () => resolve(Buffer.concat(parts)));
    payload.on('error', reject);
    // Whoever sent it is gone.
    payload.on('close', () => reject(new Refusal('malformed-request')));
  });
}

function inflated(packed: Buffer, limit: number): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: limit });
  } catch (error) {
    const isTooLarge =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Refusal(isTooLarge ? 'too-large' : 'malformed-request');
  }
}
