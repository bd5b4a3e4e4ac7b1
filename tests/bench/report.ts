/** What every benchmark says besides its figures: on which machine, how busy that was, and the same once more as JSON. */

import { openSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Report {
  /** Prints the machine, its load before and after, and writes the file that `--json` names. */
  readonly finish: (figures: Readonly<Record<string, unknown>>) => void;
}

/**
 * Reads `--json FILE`, from where the person stands who typed it; ends at once where it cannot be written.
 *
 * @param args without what only the benchmark itself reads
 */
export function startReport(args: readonly string[] = process.argv.slice(2)): Report {
  const { json } = parseArgs({ args: [...args], options: { json: { type: 'string' } } }).values;
  const file = json === undefined ? null : openedAt(resolve(process.env['INIT_CWD'] ?? '.', json));
  const loadBefore = loadavg();
  return {
    finish(figures) {
      const machine = {
        processor: cpus()[0]?.model.trim() ?? 'unknown',
        cores: cpus().length,
        node: process.version,
        loadBefore,
        loadAfter: loadavg(),
      };
      console.log(
        `${machine.processor}, ${machine.cores} cores, Node ${machine.node}; load (1, 5, 15 minutes) before ${loadText(loadBefore)}, after ${loadText(machine.loadAfter)}`,
      );
      if (file === null) return;
      const report = { measuredAt: new Date().toISOString(), machine, ...figures };
      writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    },
  };
}

/** Before anything is measured, so that a wrong path does not cost the measurement. */
function openedAt(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`--json: ${path} cannot be written (${reason})`);
    process.exit(1);
  }
}

function loadText(load: readonly number[]): string {
  return load.map((each) => each.toFixed(1)).join(' ');
}
