/** What the practice posyandu consists of, down to every mutation; pure, so that the same day always gives the same. */

import type { ChildProfile } from '#domain/child.ts';
import { addToMonth, monthOf } from '#domain/dates.ts';
import {
  accountIdSchema,
  childIdSchema,
  deviceIdSchema,
  eventIdSchema,
  mutationIdSchema,
  posyanduIdSchema,
  puskesmasIdSchema,
  type AccountId,
  type PosyanduId,
  type PuskesmasId,
} from '#domain/ids.ts';
import type { Mutation, MutationEnvelope } from '#protocol/mutation.ts';
import { OPERATION_VERSION } from '#protocol/mutation.ts';
import { practiceChildren, type PracticeChild } from './practice-children.ts';
import { createRandom, type Random } from './random.ts';

/** Said on the sign-in page and in the terminal while practice mode is on. */
export const PRACTICE_PASSWORD = 'latihan-2026';

/** A real village, so that codes look as they do at work: Desa Sintung, Kec. Pringgarata, Kab. Lombok Tengah (Kepmendagri 300.2.2-2430/2025). */
const VILLAGE = { villageName: 'Sintung', villageCode: '52.02.08.2005' };

const SEED = 52_02_08_2005;
const DOSE_SEED = SEED + 1;
const NEIGHBOUR_SEED = SEED + 2;

export interface PracticeRecord {
  readonly envelope: MutationEnvelope;
  readonly arrivedAtMs: number;
  /** Old ones were approved long ago; those of this month and the last wait for review. */
  readonly decided: boolean;
}

export interface PracticePosyandu {
  readonly id: PosyanduId;
  readonly name: string;
  readonly villageName: string;
  readonly villageCode: string;
  readonly kader: readonly PracticeAccount[];
  /** In the order they arrived. */
  readonly records: readonly PracticeRecord[];
}

export interface PracticeAccount {
  readonly id: AccountId;
  readonly username: string;
  readonly displayName: string;
}

export interface PracticePuskesmas {
  readonly puskesmas: { readonly id: PuskesmasId; readonly name: string };
  readonly petugas: PracticeAccount;
  readonly posyandu: readonly PracticePosyandu[];
}

export interface PracticePlan extends PracticePuskesmas {
  readonly admin: PracticeAccount;
  /** Another puskesmas, where nobody is registered yet: to send a child to. */
  readonly neighbour: PracticePuskesmas;
}

/** @param today ISO date at the posyandu */
export function planPractice(today: string): PracticePlan {
  const random = createRandom(SEED);
  const doseRandom = createRandom(DOSE_SEED);
  const account = (username: string, displayName: string): PracticeAccount => ({
    id: accountIdSchema.parse(random.uuid()),
    username,
    displayName,
  });
  const posyandu = (
    name: string,
    count: number,
    sessionDay: number,
    kader: readonly [PracticeAccount, ...PracticeAccount[]],
  ): PracticePosyandu => {
    const id = posyanduIdSchema.parse(random.uuid());
    const region = VILLAGE.villageCode;
    const children = practiceChildren(random, doseRandom, { count, today, sessionDay, region });
    const records = recordsOf(random, doseRandom, { posyanduId: id, kader, children, today });
    return { id, name, ...VILLAGE, kader, records };
  };
  return {
    puskesmas: { id: puskesmasIdSchema.parse(random.uuid()), name: 'Puskesmas Praktik' },
    petugas: account('petugas', 'Petugas Latihan'),
    admin: account('admin', 'Admin Latihan'),
    posyandu: [
      posyandu('Posyandu Melati 1', 60, 10, [
        account('kader', 'Kader Latihan 1'),
        account('kader2', 'Kader Latihan 2'),
      ]),
      posyandu('Posyandu Melati 2', 45, 12, [account('kader3', 'Kader Latihan 3')]),
    ],
    neighbour: planNeighbour(),
  };
}

function planNeighbour(): PracticePuskesmas {
  const random = createRandom(NEIGHBOUR_SEED);
  const account = (username: string, displayName: string): PracticeAccount => ({
    id: accountIdSchema.parse(random.uuid()),
    username,
    displayName,
  });
  return {
    puskesmas: { id: puskesmasIdSchema.parse(random.uuid()), name: 'Puskesmas Praktik Tetangga' },
    petugas: account('petugas2', 'Petugas Latihan 2'),
    posyandu: [
      {
        id: posyanduIdSchema.parse(random.uuid()),
        name: 'Posyandu Anggrek 1',
        ...VILLAGE,
        kader: [account('kader4', 'Kader Latihan 4')],
        records: [],
      },
    ],
  };
}

function recordsOf(
  random: Random,
  doseRandom: Random,
  {
    posyanduId,
    kader,
    children,
    today,
  }: {
    readonly posyanduId: PosyanduId;
    readonly kader: readonly [PracticeAccount, ...PracticeAccount[]];
    readonly children: readonly PracticeChild[];
    readonly today: string;
  },
): PracticeRecord[] {
  const phones = kader.map(({ id }) => ({
    authorId: id,
    deviceId: deviceIdSchema.parse(random.uuid()),
    seq: 0,
  }));
  const [firstPhone] = phones;
  if (firstPhone === undefined) return [];
  const undecidedFrom = addToMonth(monthOf(today), -1);

  return children
    .flatMap((child) => {
      const phone = random.pick([firstPhone, ...phones]);
      return steps(random, doseRandom, child).map((step) => ({ phone, step }));
    })
    .toSorted((a, b) => byDay(a.step, b.step))
    .map(({ phone, step: { occurredOn, ...what } }, index) => {
      phone.seq += 1;
      // The posyandu closes at eleven (WITA, UTC+8); one record every minute from nine on.
      const arrivedAtMs = Date.parse(`${occurredOn}T01:00:00Z`) + (index % 120) * 60_000;
      const envelope = {
        mid: mutationIdSchema.parse((what.op === 'immun.record' ? doseRandom : random).uuid()),
        deviceId: phone.deviceId,
        posyanduId,
        seq: phone.seq,
        authorId: phone.authorId,
        opv: OPERATION_VERSION,
        deps: [],
        occurredOn,
        captured: { wallMs: arrivedAtMs, timeZone: 'Asia/Makassar', serverOffsetMs: 0 },
        app: 'latihan',
        ...what,
      };
      return { envelope, arrivedAtMs, decided: monthOf(occurredOn) < undecidedFrom };
    });
}

function byDay(a: Step, b: Step): number {
  if (a.occurredOn === b.occurredOn) return 0;
  return a.occurredOn < b.occurredOn ? -1 : 1;
}

type Step = Pick<Mutation, 'entity' | 'occurredOn' | 'op'> & {
  readonly payload: Record<string, unknown>;
};

function steps(
  random: Random,
  doseRandom: Random,
  { profile, registeredOn, measurements, doses }: PracticeChild,
): Step[] {
  const childId = childIdSchema.parse(random.uuid());
  const payload: { profile: ChildProfile } = { profile };
  return [
    { op: 'child.create', entity: childId, occurredOn: registeredOn, payload },
    ...measurements.map((measurement): Step => ({
      op: 'measure.record',
      entity: eventIdSchema.parse(random.uuid()),
      occurredOn: measurement.measuredOn,
      payload: { childId, measurement, answers: null },
    })),
    ...doses.map(({ recordedOn, immunization }): Step => ({
      op: 'immun.record',
      entity: eventIdSchema.parse(doseRandom.uuid()),
      occurredOn: recordedOn,
      payload: { childId, immunization, answers: null },
    })),
  ];
}
