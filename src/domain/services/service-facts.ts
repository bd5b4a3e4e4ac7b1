/** What is recorded of the services a child receives: capsules, tablets, feeding, answers to checklists and visits at home. */

import * as z from 'zod/mini';
import { isoDateSchema } from '#domain/dates.ts';

/** Blue is 100,000 IU, red 200,000 IU. */
export const capsuleSchema = z.enum(['blue', 'red']);
export type Capsule = z.infer<typeof capsuleSchema>;

export const vitaminASchema = z.strictObject({
  kind: z.literal('vitamin-a'),
  givenOn: isoDateSchema,
  capsule: capsuleSchema,
  /** `treatment`: the extra capsule a health worker gives a sick child; it is none of the half-yearly ones. */
  purpose: z.enum(['routine', 'treatment']),
});
export type VitaminAGiven = z.infer<typeof vitaminASchema>;

export const dewormingSchema = z.strictObject({
  kind: z.literal('deworming'),
  givenOn: isoDateSchema,
  drug: z.enum(['albendazole', 'mebendazole', 'pyrantel']),
  doseMg: z.int().check(z.gte(1), z.lte(1000)),
});
export type DewormingGiven = z.infer<typeof dewormingSchema>;

/** 0–5 are the completed months of age; 6 asks at six months about the whole time. */
const breastfeedingMonthSchema = z.int().check(z.gte(0), z.lte(6));

export const breastfeedingSchema = z.strictObject({
  kind: z.literal('breastfeeding'),
  askedOn: isoDateSchema,
  month: breastfeedingMonthSchema,
  /** Nothing but breast milk and medicine; `null` when it was asked and could not be told. */
  exclusive: z.nullable(z.boolean()),
  /** What the mother was asked to think back to: the day before, or the time since birth. */
  recall: z.enum(['last-24-hours', 'since-birth']),
});
export type BreastfeedingAnswer = z.infer<typeof breastfeedingSchema>;

export const feedingReasonSchema = z.enum(['wasting', 'underweight', 'weight-not-gained']);
export type FeedingReason = z.infer<typeof feedingReasonSchema>;

/** One course of extra food (PMT), or the food shared at one session. */
export const feedingSchema = z.strictObject({
  kind: z.literal('feeding'),
  /** `recovery` is PMT pemulihan, `education` PMT penyuluhan. */
  programme: z.enum(['recovery', 'education']),
  food: z.nullable(z.enum(['local', 'factory'])),
  /** `null` for PMT penyuluhan, which needs none, or where it was not noted. */
  reason: z.nullable(feedingReasonSchema),
  startedOn: isoDateSchema,
  plannedDays: z.int().check(z.gte(1), z.lte(120)),
  /** Days on which the food was eaten so far; `null` when nobody counted. */
  daysEaten: z.nullable(z.int().check(z.gte(0), z.lte(120))),
  endedOn: z.nullable(isoDateSchema),
  /** What follows at the last look: go on, finished, or referred to the hospital. */
  outcome: z.nullable(z.enum(['continued', 'finished', 'referred'])),
});
export type FeedingCourse = z.infer<typeof feedingSchema>;

export const diarrhoeaSchema = z.strictObject({
  kind: z.literal('diarrhoea'),
  treatedOn: isoDateSchema,
  /** Sachets of oral rehydration salts; 0 when none was given, `null` when not noted. */
  orsSachets: z.nullable(z.int().check(z.gte(0), z.lte(60))),
  /** Zinc a day; 0 when none was given, `null` when not noted. */
  zincMgPerDay: z.nullable(z.int().check(z.gte(0), z.lte(40))),
  zincDays: z.nullable(z.int().check(z.gte(0), z.lte(30))),
});
export type DiarrhoeaTreatment = z.infer<typeof diarrhoeaSchema>;

const itemIdSchema = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));
/** By id of the item in the content; `null` or absent where it was not asked. */
export const answersSchema = z.record(itemIdSchema, z.nullable(z.boolean()));
export type Answers = z.infer<typeof answersSchema>;

const asked = {
  askedOn: isoDateSchema,
  /** Edition of the content that was asked, so that an old answer is read with its own questions. */
  edition: z.string().check(z.minLength(1), z.maxLength(80)),
  answers: answersSchema,
};

export const developmentSchema = z.strictObject({
  kind: z.literal('development'),
  /** The age in months that the list is for, as printed over it. */
  listMonths: z.int().check(z.gte(0), z.lte(72)),
  ...asked,
});
export type DevelopmentAnswers = z.infer<typeof developmentSchema>;

export const dangerSignsSchema = z.strictObject({ kind: z.literal('danger-signs'), ...asked });
export type DangerSignAnswers = z.infer<typeof dangerSignsSchema>;

export const tbcSchema = z.strictObject({ kind: z.literal('tbc'), ...asked });
export type TbcAnswers = z.infer<typeof tbcSchema>;

export const homeVisitReasonSchema = z.enum([
  'danger-sign',
  'referral-not-gone',
  'tbc-signs',
  'below-red-line',
  'not-gained-twice',
  'absent-two-months',
  'not-weighed',
  'missed-immunization',
  'yearly',
]);
export type HomeVisitReason = z.infer<typeof homeVisitReasonSchema>;

export const homeVisitSchema = z.strictObject({
  kind: z.literal('home-visit'),
  visitedOn: isoDateSchema,
  reasons: z.array(homeVisitReasonSchema).check(z.minLength(1)),
  outcome: z.enum(['met', 'not-at-home', 'moved', 'declined']),
  /** Whether the family was reminded to go to the Pustu or puskesmas. */
  reminded: z.nullable(z.boolean()),
  /** When it was reported to the health worker; `null` while it is not. */
  reportedOn: z.nullable(isoDateSchema),
});
export type HomeVisit = z.infer<typeof homeVisitSchema>;

/** One record of a service. Stored and synced shape; every field is present. */
export const serviceFactSchema = z.discriminatedUnion('kind', [
  vitaminASchema,
  dewormingSchema,
  breastfeedingSchema,
  feedingSchema,
  diarrhoeaSchema,
  developmentSchema,
  dangerSignsSchema,
  tbcSchema,
  homeVisitSchema,
]);
export type ServiceFact = z.infer<typeof serviceFactSchema>;

/** The day a record is about. */
export function dayOfFact(fact: ServiceFact): string {
  switch (fact.kind) {
    case 'vitamin-a':
    case 'deworming':
      return fact.givenOn;
    case 'feeding':
      return fact.startedOn;
    case 'diarrhoea':
      return fact.treatedOn;
    case 'home-visit':
      return fact.visitedOn;
    case 'breastfeeding':
    case 'development':
    case 'danger-signs':
    case 'tbc':
      return fact.askedOn;
  }
}
