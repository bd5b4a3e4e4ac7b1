/** One length of a day for every age on this page. */

export const DAY_MS = 86_400_000;
