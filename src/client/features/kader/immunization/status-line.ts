/** Complete or not, in one sentence. */

import { formatCount } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import type { Tone } from '#client/ui/notice.tsx';
import { NATIONAL_SCHEDULE } from '#domain/immunization/national-schedule.ts';
import type { ImmunizationPlan } from '#domain/immunization/plan-immunization.ts';

const text = doses.status;

export function statusLine({ status, owed }: ImmunizationPlan): {
  readonly tone: Tone;
  readonly sentence: string;
} {
  const { idl, idlNew, ibl, isOfAge, zeroDose } = status;
  if (zeroDose) return { tone: 'act', sentence: text.zeroDose };
  if (ibl.complete === 'yes') return { tone: 'ok', sentence: text.toddlerComplete };
  if (idlNew.complete === 'yes') return { tone: 'ok', sentence: text.newComplete };
  if (idl.complete === 'yes') {
    return { tone: 'ok', sentence: text.complete(doses.list(idlNew.missing)) };
  }
  if (idl.complete === 'unknown') return { tone: 'unknown', sentence: text.unknown };
  if (idl.missing.length === 0) return { tone: 'unknown', sentence: text.late };
  if (isOfAge.idl) return { tone: 'act', sentence: text.missing(doses.list(idl.missing)) };
  const spared = new Set(
    owed.filter(({ state }) => state === 'not-applicable').map(({ dose }) => dose),
  );
  const all = NATIONAL_SCHEDULE.status.idl.filter((dose) => !spared.has(dose)).length;
  return {
    tone: 'unknown',
    sentence: text.underWay(formatCount(all - idl.missing.length), formatCount(all)),
  };
}
