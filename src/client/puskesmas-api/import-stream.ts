/** Reads the report of an upload line by line while the server writes it. */

import { IMPORT_CONTENT_TYPE, importLineSchema, type ImportLine } from '#protocol/import.ts';
import { ApiFailure, knownErrorCode } from './api-failure.ts';

/**
 * Yields every line but `failed`.
 *
 * @throws ApiFailure `cut-off` when the report ends before its summary, the
 *   server's code when it says it failed, `not-our-server` for anything else
 */
export async function* importLines(
  response: Response,
): AsyncGenerator<Exclude<ImportLine, { kind: 'failed' }>> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith(IMPORT_CONTENT_TYPE) || response.body === null) {
    throw new ApiFailure('not-our-server');
  }
  for await (const text of textLines(response.body)) {
    const line = readLine(text);
    if (line.kind === 'failed') throw new ApiFailure(knownErrorCode(line.error));
    yield line;
    if (line.kind === 'summary') return;
  }
  throw new ApiFailure('cut-off');
}

function readLine(text: string): ImportLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ApiFailure('cut-off');
  }
  const parsed = importLineSchema.safeParse(json);
  if (!parsed.success) throw new ApiFailure('not-our-server');
  return parsed.data;
}

async function* textLines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await read(reader);
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      yield* lines.filter((line) => line !== '');
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (rest !== '') yield rest;
}

async function read(reader: ReadableStreamDefaultReader<string>) {
  try {
    return await reader.read();
  } catch {
    throw new ApiFailure('cut-off');
  }
}
