/** The ages that recaps are split by. Source: F1 and F2 of posyandu and desa, completed months. */

export const AGE_GROUPS = [
  { key: '0-5', from: 0, to: 5 },
  { key: '6-11', from: 6, to: 11 },
  { key: '12-23', from: 12, to: 23 },
  { key: '24-35', from: 24, to: 35 },
  { key: '36-59', from: 36, to: 59 },
] as const;

export type AgeGroup = (typeof AGE_GROUPS)[number]['key'];

/** @returns `null` outside 0–59 completed months, where no recap counts a child */
export function ageGroupOf(ageMonths: number): AgeGroup | null {
  return AGE_GROUPS.find(({ from, to }) => ageMonths >= from && ageMonths <= to)?.key ?? null;
}
