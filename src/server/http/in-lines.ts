/** An answer of several lines, each read when there is room for it and sent off when it is ready. */

import { Readable } from 'node:stream';
import { constants } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteFailure } from './errors.ts';

/** For such a route: whatever packs its answers lets go of each line instead of waiting for more to pack. */
export const PACKED_BY_LINE = {
  customTypes: /json/,
  encodings: ['br' as const, 'gzip' as const],
  brotliOptions: { flush: constants.BROTLI_OPERATION_FLUSH },
  zlibOptions: { flush: constants.Z_SYNC_FLUSH },
};

export function accepts({ headers }: FastifyRequest, type: string): boolean {
  return headers.accept?.includes(type) ?? false;
}

/**
 * Sends `first` and then whatever `rest` yields. Where that fails the answer
 * ends after a whole line: whoever asks for what is missing is told why.
 */
export function sendLines(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  first: object,
  rest: AsyncIterable<object>,
): FastifyReply {
  async function* lines(): AsyncGenerator<string> {
    yield line(first);
    try {
      for await (const value of rest) yield line(value);
    } catch (error) {
      noteFailure(error, request);
    }
  }
  return (
    reply
      .type(type)
      // A proxy in front that collects an answer before it passes it on would collect all of it.
      .header('x-accel-buffering', 'no')
      .send(Readable.from(lines(), { highWaterMark: 1 }))
  );
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
