/**
 * Errors that others have made in the field, or that a slip of the hand would
 * make, each as one replacement in one file of `src`.
 *
 * `find` stands in the file exactly once. `caughtBy` names test files that must
 * fail once it is planted.
 */

export interface PlantedError {
  /** What goes wrong for whom. */
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: readonly string[];
}

const growth = (name: string) => `tests/domain/growth/${name}.test.ts`;
const recap = (name: string) => `tests/domain/recap/${name}.test.ts`;
const services = (name: string) => `tests/domain/services/${name}.test.ts`;
const immunization = (name: string) => `tests/domain/immunization/${name}.test.ts`;

export const PLANTED_ERRORS: readonly PlantedError[] = [
  {
    name: 'a z-score of exactly −2 is called underweight',
    file: 'src/domain/growth/nutrition-status.ts',
    find: "if (z < -2) return 'underweight';",
    replace: "if (z <= -2) return 'underweight';",
    caughtBy: [growth('nutrition-status')],
  },
  {
    name: 'a height of exactly −3 is called severely stunted',
    file: 'src/domain/growth/nutrition-status.ts',
    find: "if (z < -3) return 'severely-stunted';",
    replace: "if (z <= -3) return 'severely-stunted';",
    caughtBy: [growth('nutrition-status')],
  },
  {
    name: 'LiLA of 115 mm is called red',
    file: 'src/domain/growth/nutrition-status.ts',
    find: 'redBelowMm: 115,',
    replace: 'redBelowMm: 116,',
    caughtBy: [growth('nutrition-status')],
  },
  {
    name: 'no straight tail beyond 3 SD',
    file: 'src/domain/growth/lms.ts',
    find: 'return 3 + (value - sd3) / (sd3 - valueAtSd(2, l, m, s));',
    replace: 'return z;',
    caughtBy: [growth('anthro')],
  },
  {
    name: 'z-scores cut off instead of rounded',
    file: 'src/domain/growth/lms.ts',
    find: '? roundTie(z) : nearest / 100;',
    replace: '? roundTie(z) : Math.trunc(hundredths) / 100;',
    caughtBy: [growth('anthro'), growth('lms')],
  },
  {
    name: '0.7 cm with the wrong sign',
    file: 'src/domain/growth/reference.ts',
    find: 'LYING_MINUS_STANDING_CM = 0.7',
    replace: 'LYING_MINUS_STANDING_CM = -0.7',
    caughtBy: [growth('anthro')],
  },
  {
    name: 'height is the standard a day too early',
    file: 'src/domain/growth/reference.ts',
    find: 'FIRST_HEIGHT_DAY = 731',
    replace: 'FIRST_HEIGHT_DAY = 730',
    caughtBy: [growth('anthro')],
  },
  {
    name: 'standing is believed from 6 months',
    file: 'src/domain/growth/reference.ts',
    find: 'FIRST_STANDING_MONTH = 9',
    replace: 'FIRST_STANDING_MONTH = 6',
    caughtBy: [growth('anthro')],
  },
  {
    name: "boys' KBM for girls",
    file: 'src/domain/growth/weight-gain.ts',
    find: 'KBM_GRAMS[sex][ageMonths]',
    replace: 'KBM_GRAMS.male[ageMonths]',
    caughtBy: [growth('weight-gain')],
  },
  {
    name: 'a gain that equals the KBM is not enough',
    file: 'src/domain/growth/weight-gain.ts',
    find: '(gainGrams ?? 0) >= (expectedGrams ?? 1)',
    replace: '(gainGrams ?? 0) > (expectedGrams ?? 1)',
    caughtBy: [growth('weight-gain')],
  },
  {
    name: 'the month is the nearest one, not the last completed',
    file: 'src/domain/dates.ts',
    find: 'return to.day < from.day ? months - 1 : months;',
    replace: 'return to.day < from.day - 15 ? months - 1 : months;',
    caughtBy: [growth('weight-gain'), growth('assess-growth')],
  },
  {
    name: 'a voided weighing counts',
    file: 'src/domain/event-chain.ts',
    find: '{ ...root, effective: { ...root.effective, voided: true } }',
    replace: 'root',
    caughtBy: ['tests/domain/event-chain.test.ts'],
  },
  {
    name: 'an amended weighing keeps its first values',
    file: 'src/domain/event-chain.ts',
    find: 'decidedBy: link.id }, value: link.value }',
    replace: 'decidedBy: link.id }, value: root.value }',
    caughtBy: ['tests/domain/event-chain.test.ts'],
  },
  {
    name: 'HB-0 is still given on day 8',
    file: 'src/domain/immunization/national-schedule.ts',
    find: "routineBefore: days(8, 'B', ['mikroplan', 'spo'])",
    replace: "routineBefore: days(9, 'B', ['mikroplan', 'spo'])",
    caughtBy: [immunization('boundaries')],
  },
  {
    name: 'rotavirus after 6 months and 29 days',
    file: 'src/domain/immunization/national-schedule.ts',
    find: "const RV_END = months(7, 'A', ['rv']);",
    replace: "const RV_END = months(8, 'A', ['rv']);",
    caughtBy: [immunization('boundaries')],
  },
  {
    name: 'DPT-HB-Hib 27 days apart counts',
    file: 'src/domain/immunization/national-schedule.ts',
    find: "const FOUR_WEEKS_DPT = days(28, 'B', ['who', 'aplikasi']);",
    replace: "const FOUR_WEEKS_DPT = days(27, 'B', ['who', 'aplikasi']);",
    caughtBy: [immunization('boundaries')],
  },
  {
    name: 'kejar ends before the last day of month 59',
    file: 'src/domain/immunization/national-schedule.ts',
    find: "const KEJAR_END = months(60, 'B', ['kia', 'bian']);",
    replace: "const KEJAR_END = months(59, 'B', ['kia', 'bian']);",
    caughtBy: [immunization('boundaries')],
  },
  {
    name: 'two live vaccines a week apart',
    file: 'src/domain/immunization/national-schedule.ts',
    find: "liveSpacing: { days: 28, source: ['who'], certainty: 'A' }",
    replace: "liveSpacing: { days: 7, source: ['who'], certainty: 'A' }",
    caughtBy: [immunization('histories'), immunization('boundaries')],
  },
  {
    name: 'hexavalent cohort a day late',
    file: 'src/domain/immunization/national-schedule.ts',
    find: "bornFrom: '2025-07-09',",
    replace: "bornFrom: '2025-07-10',",
    caughtBy: [immunization('boundaries'), immunization('histories'), immunization('schedule')],
  },
  {
    name: 'the interval to the dose before is ignored',
    file: 'src/domain/immunization/judge-in-series.ts',
    find: 'if (dose.last < spaced.possibly) {',
    replace: 'if (spaced.possibly === Number.POSITIVE_INFINITY) {',
    caughtBy: [immunization('boundaries')],
  },
  {
    name: 'a dose on the day before its earliest age counts',
    file: 'src/domain/immunization/judge-in-series.ts',
    find: 'if (dose.last < earliest) {',
    replace: 'if (dose.last + 1 < earliest) {',
    caughtBy: [immunization('boundaries')],
  },
  {
    name: 'a dose on the day after its last day counts',
    file: 'src/domain/immunization/judge-in-series.ts',
    find: 'if (dose.first >= limit) {',
    replace: 'if (dose.first > limit) {',
    caughtBy: [immunization('boundaries')],
  },
  {
    name: 'a dose that does not count is counted in its series',
    file: 'src/domain/immunization/judge-in-series.ts',
    find: "if (judgement.verdict === 'valid') {",
    replace: "if (judgement.verdict !== 'duplicate') {",
    caughtBy: [immunization('boundaries'), immunization('histories')],
  },
  {
    name: 'months of 30 days',
    file: 'src/domain/immunization/calendar.ts',
    find: 'const index = from.year * 12 + from.month - 1 + months;',
    replace:
      'if (months > 0) return dayOf(from.year, from.month, from.dayOfMonth) + 30 * months;\n  const index = from.year * 12 + from.month - 1 + months;',
    caughtBy: [immunization('boundaries'), immunization('laws')],
  },
  {
    name: 'coverage out of all children instead of those owed the dose',
    file: 'src/domain/immunization/coverage.ts',
    find: 'const denominator = children.filter((child) => isCounted(child, of));',
    replace: 'const denominator = children;',
    caughtBy: [immunization('schedule'), immunization('histories')],
  },
  {
    name: 'zero-dose for a child who had DPT once',
    file: 'src/domain/immunization/status.ts',
    find: 'zeroDose: !given.anyPrimary && isOfAge.zeroDose,',
    replace: 'zeroDose: isOfAge.zeroDose,',
    caughtBy: [immunization('histories'), immunization('boundaries'), immunization('schedule')],
  },
  {
    name: 'N/D with the denominator of N/D′',
    file: 'src/domain/recap/ratios.ts',
    find: "nPerD: ratio('n', 'd'),",
    replace: "nPerD: ratio('n', 'dPrime'),",
    caughtBy: [recap('recap-laws')],
  },
  {
    name: 'N/D′ with the denominator of N/D',
    file: 'src/domain/recap/ratios.ts',
    find: "nPerDPrime: ratio('n', 'dPrime'),",
    replace: "nPerDPrime: ratio('n', 'd'),",
    caughtBy: [recap('recap-laws'), recap('monthly-recap')],
  },
  {
    name: 'a voided weighing is counted in the recap',
    file: 'src/domain/recap/measured-in-month.ts',
    find: 'if (voided || ',
    replace: 'if (',
    caughtBy: [recap('recap-laws'), recap('monthly-recap')],
  },
  {
    name: 'the red capsule from 11 months',
    file: 'src/domain/services/settings.ts',
    find: "redFromMonths: setting(12, 'B', PERMENKES_21),",
    replace: "redFromMonths: setting(11, 'B', PERMENKES_21),",
    caughtBy: [services('vitamin-a')],
  },
  {
    name: 'a whole tablet of albendazole before two years',
    file: 'src/domain/services/settings.ts',
    find: "wholeFromMonths: setting(24, 'B', ALBENDAZOLE),",
    replace: "wholeFromMonths: setting(23, 'B', ALBENDAZOLE),",
    caughtBy: [services('deworming')],
  },
  {
    name: 'full zinc before six months',
    file: 'src/domain/services/settings.ts',
    find: "fullZincFromMonths: setting(6, 'A', `${KIA}; ${P2PL}`),",
    replace: "fullZincFromMonths: setting(5, 'A', `${KIA}; ${P2PL}`),",
    caughtBy: [services('diarrhoea')],
  },
  {
    name: 'one sign of TBC is enough',
    file: 'src/domain/growth/referral.ts',
    find: 'TBC_SIGNS_TO_REFER = 2;',
    replace: 'TBC_SIGNS_TO_REFER = 1;',
    caughtBy: [growth('referral')],
  },
];
