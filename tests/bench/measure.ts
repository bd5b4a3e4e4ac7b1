/** Takes the time of several programs in turn, by the clock on the wall and by what the processor worked. */

export const RUNS = 7;

export interface Contender {
  readonly name: string;
  /** What one run does so many of. */
  readonly count: number;
  readonly run: () => void | Promise<void>;
}

/** Medians of `RUNS`; how many per second. */
export interface Timing {
  readonly name: string;
  readonly count: number;
  /** Of processor time, its threads added up: another program on the machine disturbs it little. */
  readonly perCpuSecond: number;
  /** By the clock on the wall: what somebody waits who shares the machine with others. */
  readonly perWallSecond: number;
}

/** One round of all after the other, after one to warm up, so that a busy minute does not fall on one alone. */
export async function takeTurns(contenders: readonly Contender[]): Promise<Timing[]> {
  const taken = contenders.map((contender) => ({ contender, cpu: [0], wall: [0] }));
  for (let round = 0; round <= RUNS; round += 1) {
    for (const { contender, cpu, wall } of taken) {
      const cpuFrom = process.cpuUsage();
      const wallFrom = performance.now();
      await contender.run();
      wall[round] = (performance.now() - wallFrom) / 1e3;
      const { user, system } = process.cpuUsage(cpuFrom);
      cpu[round] = (user + system) / 1e6;
    }
  }
  return taken.map(({ contender: { name, count }, cpu, wall }) => ({
    name,
    count,
    perCpuSecond: count / median(cpu.slice(1)),
    perWallSecond: count / median(wall.slice(1)),
  }));
}

/** Of an odd number of values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
