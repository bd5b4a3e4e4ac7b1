/** A process of the crew: does one thing after the other, and ends with whoever started it. */

import 'fake-indexeddb/auto';
import { perform, type Report, type Task } from './crew.ts';

Error.stackTraceLimit = 0;

process.on('disconnect', () => process.exit());

process.on('message', (task) => {
  void report(task as Task);
});

async function report(task: Task): Promise<void> {
  let said: Report;
  try {
    const result = await perform(task);
    // Long, and of use only where something went wrong.
    said = { result: result.violation === null ? { ...result, trace: [] } : result };
  } catch (error) {
    said = { threw: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : 'unknown' };
  }
  process.send?.(said);
}
