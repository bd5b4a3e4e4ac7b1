/** Mutations as a phone makes them: a test states only what is special. */

import { randomUUID } from 'node:crypto';
import type { ChildProfile } from '#domain/child.ts';
import {
  accountIdSchema,
  childIdSchema,
  deviceIdSchema,
  eventIdSchema,
  mutationIdSchema,
  posyanduIdSchema,
} from '#domain/ids.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';

export const newMid = () => mutationIdSchema.parse(randomUUID());
export const newChildId = () => childIdSchema.parse(randomUUID());
export const newEventId = () => eventIdSchema.parse(randomUUID());
export const newDeviceId = () => deviceIdSchema.parse(randomUUID());
export const newPosyanduId = () => posyanduIdSchema.parse(randomUUID());
export const newAccountId = () => accountIdSchema.parse(randomUUID());

export function aProfile(over: Partial<ChildProfile> = {}): ChildProfile {
  return {
    name: 'Melati Contoh',
    nik: null,
    bornOn: '2025-10-03',
    sex: 'female',
    motherName: 'Ibu Contoh',
    dusun: null,
    birthWeightGrams: null,
    birthLengthMm: null,
    ...over,
  };
}

export function theMeasurement(over: Partial<Measurement> = {}): Measurement {
  return {
    measuredOn: '2026-11-10',
    weightGrams: 8800,
    lengthMm: 741,
    position: 'lying',
    headMm: null,
    muacMm: null,
    oedema: false,
    ...over,
  };
}

/** For the child of `aProfile`, on its first day of two months. */
export function theImmunization(over: Partial<Immunization> = {}): Immunization {
  return {
    product: 'PCV',
    givenOn: '2025-12-03',
    source: 'record',
    givenBy: null,
    lotNumber: null,
    expiresOn: null,
    place: null,
    ...over,
  };
}

type Phone = Pick<MutationEnvelope, 'deviceId' | 'posyanduId' | 'authorId'>;

/** One phone's mutations, numbered in the order they are made. */
export function createPhone(phone: Partial<Phone> = {}) {
  const who: Phone = {
    deviceId: newDeviceId(),
    posyanduId: newPosyanduId(),
    authorId: newAccountId(),
    ...phone,
  };
  let seq = 0;
  function envelope(
    over: Pick<MutationEnvelope, 'op' | 'payload'> & Partial<MutationEnvelope>,
  ): MutationEnvelope {
    seq += 1;
    return {
      ...who,
      mid: newMid(),
      seq,
      opv: 1,
      entity: randomUUID(),
      deps: [],
      occurredOn: '2026-11-10',
      captured: {
        wallMs: Date.parse('2026-11-10T02:00:00Z'),
        timeZone: 'Asia/Makassar',
        serverOffsetMs: 0,
      },
      app: 'test',
      ...over,
    };
  }
  return {
    ...who,
    envelope,
    register: (profile = aProfile(), entity: string = randomUUID()) =>
      envelope({ op: 'child.create', entity, payload: { profile } }),
    patch: (entity: string, payload: Record<string, unknown>) =>
      envelope({
        op: 'child.patch',
        entity,
        payload: { base: {}, reason: null, answers: null, ...payload },
      }),
    weigh: (childId: string, measurement = theMeasurement(), answers: string | null = null) =>
      envelope({ op: 'measure.record', payload: { childId, measurement, answers } }),
    amend: (
      childId: string,
      targetId: string,
      measurement: Measurement,
      answers: string | null = null,
    ) =>
      envelope({
        op: 'measure.amend',
        payload: { childId, targetId, measurement, reason: 'salah baca timbangan', answers },
      }),
    void: (childId: string, targetId: string) =>
      envelope({
        op: 'measure.void',
        payload: { childId, targetId, reason: 'salah anak', answers: null },
      }),
    vaccinate: (childId: string, immunization = theImmunization(), answers: string | null = null) =>
      envelope({ op: 'immun.record', payload: { childId, immunization, answers } }),
    amendDose: (
      childId: string,
      targetId: string,
      immunization: Immunization,
      answers: string | null = null,
    ) =>
      envelope({
        op: 'immun.amend',
        payload: { childId, targetId, immunization, reason: 'salah baca Buku KIA', answers },
      }),
    voidDose: (childId: string, targetId: string, answers: string | null = null) =>
      envelope({
        op: 'immun.void',
        payload: { childId, targetId, reason: 'salah anak', answers },
      }),
  };
}
