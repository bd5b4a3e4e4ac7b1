/** `kill -9`, of one process or, with a minus, of a group. */

export function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went with the one before.
  }
}
