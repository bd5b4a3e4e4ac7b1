/**
 * `npm run -s immunization -- --on DATE < children.jsonl > plan.jsonl`: the immunization plan of each child, line by line.
 *
 * A line that cannot be read is named on standard error by its number, without
 * its content, has no line in the output and makes the exit code 1.
 */

import { stdin, stdout } from 'node:process';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { isoDateSchema } from '#domain/dates.ts';
import { immunizationMessages } from './immunization-messages.ts';
import { planStream } from './immunization-stream.ts';

const on = dayOfPlan();
if (on === null) {
  console.error(immunizationMessages.usage);
  process.exitCode = 1;
} else {
  await run(on);
}

function dayOfPlan(): string | null {
  try {
    const { values } = parseArgs({ options: { on: { type: 'string' } } });
    const read = isoDateSchema.safeParse(values.on);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

async function run(day: string): Promise<void> {
  try {
    await pipeline(stdin, (source) => planStream(source, day, refuseLine, console.error), stdout);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // The reader of the output has seen enough (`| head`): nothing went wrong.
    if (code === 'EPIPE') return;
    process.exitCode = 1;
    if (typeof code !== 'string') throw error;
    console.error(immunizationMessages.unreadable(code));
  }
}

function refuseLine(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
