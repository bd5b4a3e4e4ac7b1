/** What other processes cost, as Linux tells it: processor time and memory. Elsewhere these figures are missing. */

import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in these, whatever the machine. */
const TICKS_PER_SECOND = 100;
const MEMORY_SAMPLES = 20;

/** Of a process alone, seconds; `NaN` where it cannot be known. */
export function ownProcessorSeconds(pid: number): number {
  return (statOf(pid)?.own ?? Number.NaN) / TICKS_PER_SECOND;
}

/** Of a process, its children that live and those it has buried, seconds; `NaN` where it cannot be known. */
export function processorSeconds(pid: number): number {
  const own = statOf(pid);
  if (own === null) return Number.NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid)
    .reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0);
  return (own.ticks + children) / TICKS_PER_SECOND;
}

/** What other machines on the same hardware had while a process here wanted to run, of all processors since the start, seconds. */
export function stolenProcessorSeconds(): number {
  // `cpu user nice system idle iowait irq softirq steal …`
  const [, stolen] = /^cpu +(?:\d+ ){7}(\d+)/.exec(read('/proc/stat')) ?? [];
  return Number(stolen) / TICKS_PER_SECOND;
}

/** Resident memory in MB, at equal distances over the time until `done`. */
export async function watchMemory(
  pid: number,
  seconds: number,
  done: Promise<unknown>,
): Promise<number[]> {
  const megabytes: number[] = [];
  const sample = () => megabytes.push(residentMegabytes(pid));
  const timer = setInterval(sample, (seconds * 1000) / MEMORY_SAMPLES);
  await done.finally(() => clearInterval(timer));
  sample();
  return megabytes;
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`)) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/** Fields 4 and 14 to 17 of `/proc/PID/stat`, counted behind the name, which may hold blanks. */
function statOf(
  pid: number,
): { readonly parent: number; readonly own: number; readonly ticks: number } | null {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  const parent = fields[1];
  if (parent === undefined) return null;
  const [user = 0, system = 0, ofUser = 0, ofSystem = 0] = fields.slice(11, 15).map(Number);
  const own = user + system;
  return { parent: Number(parent), own, ticks: own + ofUser + ofSystem };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
