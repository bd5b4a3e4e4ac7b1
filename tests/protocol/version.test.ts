import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { mutationEnvelopeSchema, mutationSchema, readMutation } from '#protocol/mutation.ts';
import { pullRequestSchema, pullResponseSchema } from '#protocol/pull.ts';
import { pushRequestSchema, pushResponseSchema } from '#protocol/push.ts';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '#protocol/version.ts';
import { createPhone, newMid, theImmunization } from '../support/mutations.ts';

/** The wire as it was when somebody last thought about phones that are weeks behind. */
const SEEN = { version: 1, fingerprint: '2b221864b6cfbd1a' };

test('nobody changes what travels without looking at the version', () => {
  const wire = [
    mutationEnvelopeSchema,
    mutationSchema,
    pushRequestSchema,
    pushResponseSchema,
    pullRequestSchema,
    pullResponseSchema,
  ].map((schema) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const fingerprint = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
  expect({ version: PROTOCOL_VERSION, fingerprint }).toEqual(SEEN);
  expect(OLDEST_PROTOCOL_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION);
});

test('a mutation reads back as what was written', () => {
  const phone = createPhone();
  const register = phone.register();
  const written = [
    register,
    phone.patch(register.entity, { fields: { dusun: 'Dusun Melati' } }),
    phone.weigh(register.entity),
    phone.void(register.entity, crypto.randomUUID()),
    phone.vaccinate(register.entity),
    phone.vaccinate(
      register.entity,
      theImmunization({
        product: 'DPT-HB-Hib-IPV',
        givenOn: '2026-11-10',
        source: 'provider',
        givenBy: 'Bidan Contoh',
        lotNumber: 'HX26A0815',
        expiresOn: '2027-06-30',
        place: 'posyandu',
      }),
      newMid(),
    ),
    phone.amendDose(
      register.entity,
      crypto.randomUUID(),
      theImmunization({ givenOn: '2025', source: 'recall' }),
    ),
    phone.voidDose(register.entity, crypto.randomUUID(), newMid()),
  ];
  const travelled: unknown[] = JSON.parse(JSON.stringify(written));
  expect(travelled.map((raw) => readMutation(mutationEnvelopeSchema.parse(raw)))).toEqual(written);
});

test('a field nobody knows is refused', () => {
  const [register] = [createPhone().register()];
  expect(mutationEnvelopeSchema.safeParse({ ...register, surprise: 1 }).success).toBe(false);
});
