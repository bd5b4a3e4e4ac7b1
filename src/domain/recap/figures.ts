/** The figures of a recap, each as the children it counts, so that a screen can name them. */

/** Ids of children. */
export type Ids = readonly string[];

const nobody = (): string[] => [];

/**
 * Every figure with nobody in it. Letters as on the forms; what is counted "of
 * those judged" stands over the `…Judged` figure of its index.
 */
export function noFigures() {
  return {
    /** Under-fives of the posyandu (S). */
    s: nobody(),
    /** Of them with KMS or Buku KIA (K). */
    k: nobody(),
    kiaNotRecorded: nobody(),
    /** Weighed this month (D). */
    d: nobody(),
    n: nobody(),
    t: nobody(),
    o: nobody(),
    b: nobody(),
    /** Among O: weighed, but N or T rests on a weight that must be looked at again. */
    needsChecking: nobody(),
    /** D without O and B (D′); it must equal N + T. */
    dPrime: nobody(),
    /** With KMS and not weighed; F1 item 8. */
    absent: nobody(),
    /** Measured in any way this month. */
    came: nobody(),
    twoT: nobody(),
    bgm: nobody(),
    aboveOrangeLine: nobody(),
    weightForAgeJudged: nobody(),
    severelyUnderweight: nobody(),
    /** −3 ≤ z < −2. */
    moderatelyUnderweight: nobody(),
    /** z < −2, the severe ones among them; so with stunted and wasted. */
    underweight: nobody(),
    lengthForAgeJudged: nobody(),
    severelyStunted: nobody(),
    stunted: nobody(),
    weightForLengthJudged: nobody(),
    severelyWasted: nobody(),
    wasted: nobody(),
    /** Weight-for-length z > +2: gizi lebih and obesitas. */
    overweight: nobody(),
    /** Some value beyond the WHO flag. */
    implausible: nobody(),
    oedema: nobody(),
    /** Weighed, and 36 months completed within this month. */
    reached36Months: nobody(),
    /** Of them 11.5 kg or more. */
    reached36MonthsHeavy: nobody(),
    poor: nobody(),
    notPoor: nobody(),
    /** Routine capsules given this month. */
    vitaminABlue: nobody(),
    vitaminARed: nobody(),
    /** Owed the capsule of this month; nobody in months without one. */
    vitaminATarget: nobody(),
    vitaminAReached: nobody(),
    dewormed: nobody(),
    dewormingTarget: nobody(),
    dewormingReached: nobody(),
    /** 0–5 months old. */
    babies: nobody(),
    /** Of them, whether they have nothing but breast milk is known. */
    babiesKnown: nobody(),
    babiesExclusive: nobody(),
    feedingEducation: nobody(),
    feedingRecovery: nobody(),
    diarrhoea: nobody(),
    diarrhoeaOrs: nobody(),
  };
}

type MutableFigures = ReturnType<typeof noFigures>;
export type FigureKey = keyof MutableFigures;
/** Each in order of id. */
export type Figures = Readonly<Record<FigureKey, Ids>>;

/** Puts a child into every figure named. */
export function countIn(figures: MutableFigures, keys: readonly FigureKey[], id: string): void {
  for (const key of keys) figures[key].push(id);
}

/** The keys of a record, in their own type. */
export function keysOf<Of extends object>(of: Of): Extract<keyof Of, string>[] {
  const keys: Extract<keyof Of, string>[] = [];
  for (const key in of) keys.push(key);
  return keys;
}
