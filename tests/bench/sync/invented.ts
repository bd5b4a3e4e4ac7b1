/** Children nobody has, with a weighing in each of the last months: the same for every program under measurement. */

import { randomBytes } from 'node:crypto';
import { FIRST_UUID_STATE, nextUuidV7 } from '#client/data/uuid-v7.ts';
import type { ChildProfile } from '#domain/child.ts';
import { addDays, addMonths } from '#domain/dates.ts';
import type { Measurement } from '#domain/measurement.ts';
import { growthPath } from '#server/practice/growth-path.ts';
import { childName, dusunName, motherName } from '#server/practice/names.ts';
import { createRandom, type Random } from '#server/practice/random.ts';

export interface Child {
  /** Its registration's too, as a phone gives it. */
  readonly id: string;
  readonly profile: ChildProfile;
  readonly visits: readonly Visit[];
}

export interface Visit {
  /** Its mutation's too. */
  readonly id: string;
  readonly measurement: Measurement;
  /** The puskesmas has looked at it; everything but this month's, and every registration. */
  readonly approved: boolean;
}

/** With its registration, what one child comes to. */
const RECORDS_PER_CHILD = 5;
const VISITS = RECORDS_PER_CHILD - 1;
const YOUNGEST_MONTHS = 5;
const OLDEST_MONTHS = 36;

/** @param today ISO date of the last visit */
export function inventChildren(records: number, today: string): Child[] {
  const random = createRandom(2026);
  const newId = idsFrom(random, Date.parse(addMonths(today, -1)));
  const days = Array.from({ length: VISITS }, (_none, index) =>
    addMonths(today, index + 1 - VISITS),
  );
  return Array.from({ length: records / RECORDS_PER_CHILD }, () => {
    const sex = random.chance(0.5) ? 'male' : 'female';
    const months = random.between(YOUNGEST_MONTHS, OLDEST_MONTHS);
    const bornOn = addDays(addMonths(today, -months), -random.between(0, 27));
    return {
      id: newId(),
      profile: {
        name: childName(random, sex),
        nik: random.chance(0.9) ? `5202${random.between(1e11, 1e12 - 1)}` : null,
        bornOn,
        sex,
        motherName: motherName(random),
        dusun: dusunName(random),
        birthWeightGrams: random.between(240, 380) * 10,
        birthLengthMm: random.between(460, 520),
      },
      visits: growthPath(random, { sex, bornOn }, 'steady', days).map((measurement, index) => {
        if (measurement === null) throw new Error('a child outside of the tables');
        return { id: newId(), measurement, approved: index < VISITS - 1 };
      }),
    };
  });
}

/** As a phone draws them, one record after the other. */
function idsFrom(random: Random, startMs: number): () => string {
  let state = FIRST_UUID_STATE;
  let nowMs = startMs;
  return () => {
    nowMs += random.between(20_000, 70_000);
    const next = nextUuidV7(state, nowMs, randomBytes);
    state = next.state;
    return next.uuid;
  };
}
