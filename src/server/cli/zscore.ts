/**
 * `npm run -s zscore -- in.csv > out.csv`: z-scores for a file of measurements, as WHO's software gives them.
 *
 * Without a file name, or with `-`, it reads standard input. What happens to the
 * columns is told in `zscore-stream.ts`. A row that cannot be read is named on
 * standard error by its line, without its content, and makes the exit code 1.
 */

import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { stdin, stdout } from 'node:process';
import { pipeline } from 'node:stream/promises';
import { UnclosedQuoteError } from './csv-records.ts';
import { zscoreMessages } from './zscore-messages.ts';
import { HeaderError, scoreStream } from './zscore-stream.ts';

const [file = '-', ...more] = process.argv.slice(2);

if (more.length > 0 || (file.startsWith('-') && file !== '-')) {
  console.error(zscoreMessages.usage);
  process.exitCode = 1;
} else {
  await run(file);
}

async function run(name: string): Promise<void> {
  try {
    const input = name === '-' ? stdin : createReadStream(pathOf(name));
    await pipeline(input, (source) => scoreStream(source, refuseRow, console.error), stdout);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // The reader of the output has seen enough (`| head`): nothing went wrong.
    if (code === 'EPIPE') return;
    process.exitCode = 1;
    if (error instanceof UnclosedQuoteError) {
      console.error(zscoreMessages.unclosedQuote(error.line));
    } else if (error instanceof HeaderError) {
      console.error(error.message);
    } else if (typeof code === 'string') {
      console.error(zscoreMessages.unreadable(code));
    } else {
      throw error;
    }
  }
}

/** npm runs a script in the project's folder; the name was typed in `INIT_CWD`. */
function pathOf(name: string): string {
  const typedIn = process.env['INIT_CWD'];
  return existsSync(name) || typedIn === undefined ? name : resolve(typedIn, name);
}

function refuseRow(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
