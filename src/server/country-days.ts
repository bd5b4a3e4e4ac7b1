/** Calendar days by the country's clocks: Indonesia has three, from UTC+7 to UTC+9, and no daylight saving. */

const HOUR_MS = 3_600_000;
const WIT_HOURS = 9;
const WITA_HOURS = 8;

/** The day in the easternmost zone (WIT): no phone in the country has a later one, so none is "in the future". */
export function latestToday(nowMs: number): string {
  return dayAt(nowMs, WIT_HOURS);
}

/** The day in NTB (WITA). */
export function todayInNtb(nowMs: number): string {
  return dayAt(nowMs, WITA_HOURS);
}

function dayAt(nowMs: number, hoursEast: number): string {
  return new Date(nowMs + hoursEast * HOUR_MS).toISOString().slice(0, 10);
}
