/** A kader with a phone and staff at the desk of one puskesmas, and what each asks the server. */

import { expect } from 'vitest';
import { pullResponseSchema, type ReviewChange } from '#protocol/pull.ts';
import {
  decisionResponseSchema,
  reviewDetailSchema,
  reviewListSchema,
  type DecisionRequest,
  type ReviewDetail,
  type ReviewList,
} from '#protocol/review.ts';
import { createPhone, newDeviceId } from './mutations.ts';
import { aPuskesmas, browserOf, type Person, type TestServer } from './server.ts';

type Phone = ReturnType<typeof createPhone>;

export async function aDeskAndAPhone(server: TestServer, puskesmasName?: string) {
  const place = await aPuskesmas(server.db, puskesmasName);
  const phone = createPhone({ posyanduId: place.posyanduId, authorId: place.kader.id });
  const kader = await browserOf(server, place.kader);
  const petugas = await browserOf(server, place.petugas);
  return { place, phone, kader, petugas };
}

export async function pushFrom(
  kader: Person,
  { deviceId }: Pick<Phone, 'deviceId'>,
  mutations: readonly unknown[],
  waiting = 0,
): Promise<void> {
  const body = { protocol: 1, deviceId, app: 'test', wallMs: 0, waiting, mutations };
  const answer = await kader.post('/api/sync/push', body);
  expect(answer.statusCode).toBe(200);
}

/** What a new phone of this kader is told of reviews. */
export async function reviewsToldTo(kader: Person): Promise<ReviewChange[]> {
  const answer = await kader.post('/api/sync/pull', {
    protocol: 1,
    deviceId: newDeviceId(),
    app: 'test',
    epoch: null,
    cursors: [],
    limit: 1000,
  });
  const [feed] = pullResponseSchema.parse(answer.json()).feeds;
  return (feed?.changes ?? []).filter((change): change is ReviewChange => change.kind === 'review');
}

export async function listFor(person: Person, query = ''): Promise<ReviewList> {
  const answer = await person.get(`/api/review/records?${query}`);
  expect(answer.statusCode).toBe(200);
  return reviewListSchema.parse(answer.json());
}

export async function detailFor(person: Person, mid: string): Promise<ReviewDetail> {
  const answer = await person.get(`/api/review/records/${mid}`);
  expect(answer.statusCode).toBe(200);
  return reviewDetailSchema.parse(answer.json());
}

/** @returns which were decided */
export async function decideAs(
  person: Person,
  mids: readonly string[],
  decision: DecisionRequest['decision'],
  reason: string | null = null,
): Promise<string[]> {
  const answer = await person.post('/api/review/decisions', { mids, decision, reason });
  expect(answer.statusCode).toBe(200);
  return decisionResponseSchema.parse(answer.json()).decided;
}
