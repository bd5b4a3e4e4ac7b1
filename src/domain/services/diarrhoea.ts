/** Zinc and oralit for a child with diarrhoea: the dose for the age, and whether what was given is that. */

import { completedMonths } from '#domain/dates.ts';
import type { DiarrhoeaTreatment } from './service-facts.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from './settings.ts';
import { serviceText, why, type Why } from './why-text.ts';

export interface DiarrhoeaCare {
  /** `null` from the age on for which no source here gives zinc. */
  readonly zinc: { readonly mgPerDay: number; readonly days: number; readonly why: Why } | null;
  /** After each loose stool. */
  readonly ors: { readonly minMl: number; readonly maxMl: number; readonly why: Why };
}

/** `unknown` where it was not noted. */
export interface TreatmentCheck {
  readonly ors: 'given' | 'not-given' | 'unknown';
  readonly zinc:
    | 'as-advised'
    | 'dose-differs'
    | 'days-differ'
    | 'not-given'
    | 'no-rule'
    | 'unknown';
}

/** @param on ISO date, not before birth */
export function diarrhoeaCare(
  child: { readonly bornOn: string },
  on: string,
  settings: ServiceSettings = SERVICE_SETTINGS,
): DiarrhoeaCare {
  const { diarrhoea } = settings;
  const age = completedMonths(child.bornOn, on);
  const full = age >= diarrhoea.fullZincFromMonths.value;
  const mgPerDay = full ? diarrhoea.fullZincMg.value : diarrhoea.halfZincMg.value;
  const days = diarrhoea.zincDays.value;
  const amounts = diarrhoea.ors.value.filter(({ fromMonths }) => fromMonths <= age).at(-1);
  const minMl = amounts?.min ?? 0;
  const maxMl = amounts?.max ?? 0;
  return {
    zinc:
      age >= diarrhoea.zincBeforeMonths.value
        ? null
        : {
            mgPerDay,
            days,
            why: why(
              { rule: 'diarrhoea/zinc', source: diarrhoea.fullZincFromMonths.source },
              serviceText.zinc(mgPerDay, mgPerDay / diarrhoea.fullZincMg.value, days),
            ),
          },
    ors: {
      minMl,
      maxMl,
      why: why(
        { rule: 'diarrhoea/ors', source: diarrhoea.ors.source },
        serviceText.ors(minMl, maxMl),
      ),
    },
  };
}

/** Says what was given beside what is advised; it forbids nothing. */
export function checkTreatment(
  child: { readonly bornOn: string },
  treatment: DiarrhoeaTreatment,
  settings: ServiceSettings = SERVICE_SETTINGS,
): TreatmentCheck {
  const { orsSachets, zincMgPerDay, zincDays } = treatment;
  const { zinc } = diarrhoeaCare(child, treatment.treatedOn, settings);
  return {
    ors: orsSachets === null ? 'unknown' : orsSachets > 0 ? 'given' : 'not-given',
    zinc: zincCheck(zincMgPerDay, zincDays, zinc),
  };
}

function zincCheck(
  mgPerDay: number | null,
  days: number | null,
  advised: DiarrhoeaCare['zinc'],
): TreatmentCheck['zinc'] {
  if (mgPerDay === null) return 'unknown';
  if (mgPerDay === 0) return 'not-given';
  if (advised === null) return 'no-rule';
  if (mgPerDay !== advised.mgPerDay) return 'dose-differs';
  if (days === null) return 'unknown';
  return days === advised.days ? 'as-advised' : 'days-differ';
}
