/** The midwife and the vials of today, typed once and offered again; kept on this phone only. */

import * as z from 'zod/mini';
import type { Records } from '#client/services.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';

/** `lot:BCG` and `expires:BCG`, for each vaccine used today. */
export interface DayMemory extends Readonly<Record<string, string>> {
  readonly givenBy: string;
}

const KEY = 'vials-of-day';
const NOTHING: DayMemory = { givenBy: '' };

const savedSchema = z.record(z.string(), z.string());

/** What was typed on this day; of an earlier one nothing. */
export async function readDayMemory(
  records: Pick<Records, 'draft'>,
  today: string,
): Promise<DayMemory> {
  const found = savedSchema.safeParse(await records.draft(KEY));
  if (!found.success || found.data['day'] !== today) return NOTHING;
  const { day: _, givenBy = '', ...vials } = found.data;
  return { ...vials, givenBy };
}

/** Adds what these doses say; only doses given before the kader's eyes say something of today's vials. */
export async function rememberDay(
  records: Pick<Records, 'draft' | 'saveDraft'>,
  given: readonly Immunization[],
  today: string,
): Promise<void> {
  const seen = given.filter(({ source, givenOn }) => source === 'provider' && givenOn === today);
  if (seen.length === 0) return;
  let memory: Record<string, string> = { ...(await readDayMemory(records, today)) };
  for (const { product, givenBy, lotNumber, expiresOn } of seen) {
    memory = {
      ...memory,
      givenBy: givenBy ?? '',
      [`lot:${product}`]: lotNumber ?? '',
      [`expires:${product}`]: expiresOn ?? '',
    };
  }
  await records.saveDraft(KEY, { ...memory, day: today });
}
