/** Sign-in, who is signed in, first set-up, and what the sign-in page may know. */

import * as z from 'zod/mini';
import { accountIdSchema, deviceIdSchema, puskesmasIdSchema } from '#domain/ids.ts';
import { grantSchema } from './pull.ts';

export const roleSchema = z.enum(['kader', 'petugas', 'admin']);
export type Role = z.infer<typeof roleSchema>;

const usernameSchema = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9][a-z0-9._-]{1,39}$|^\+?\d{8,15}$/));
const passwordSchema = z.string().check(z.minLength(8), z.maxLength(200));

const coordinateSchema = z.string().check(z.regex(/^[\w-]{43}$/));

/** Public half of an ECDSA P-256 key as a JSON Web Key (RFC 7517, 7518 §6.2), and nothing more. */
export const deviceKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinateSchema,
  y: coordinateSchema,
});
export type DeviceKey = z.infer<typeof deviceKeySchema>;

/** `POST /api/session` */
export const signInRequestSchema = z.strictObject({
  username: z.string().check(z.minLength(1), z.maxLength(80)),
  password: z.string().check(z.minLength(1), z.maxLength(200)),
  deviceId: z.nullable(deviceIdSchema),
  /** Lets this device renew the session without a password; none from browsers that keep no keys. */
  deviceKey: z.optional(z.nullable(deviceKeySchema)),
});

/** `POST /api/session/challenge`. Answered alike for a device the server never met. */
export const challengeRequestSchema = z.strictObject({ deviceId: deviceIdSchema });

const nonceSchema = z.string().check(z.regex(/^[\w-]{43}$/));

export const challengeSchema = z.object({ server: z.literal('siposyandu'), nonce: nonceSchema });

/** `POST /api/session/renew`; answered like a sign-in. */
export const renewalRequestSchema = z.strictObject({
  deviceId: deviceIdSchema,
  accountId: accountIdSchema,
  nonce: nonceSchema,
  /** Base64url of `r || s`, 64 bytes, over `renewalMessage` with SHA-256. */
  signature: z.string().check(z.regex(/^[\w-]{86}$/)),
});
export type RenewalRequest = z.infer<typeof renewalRequestSchema>;

/** What a device signs, as UTF-8: names its own purpose, so that the signature is good for nothing else. */
export function renewalMessage(
  request: Pick<RenewalRequest, 'deviceId' | 'accountId' | 'nonce'>,
): string {
  return `siposyandu-renew-v1|${request.deviceId}|${request.accountId}|${request.nonce}`;
}

/** `GET /api/session`, and the answer to signing in and setting up. */
export const sessionSchema = z.object({
  server: z.literal('siposyandu'),
  account: z.object({
    id: accountIdSchema,
    username: z.string(),
    displayName: z.string(),
    role: roleSchema,
  }),
  /** For kader: their posyandu. For staff: every posyandu of their puskesmas. */
  grants: z.array(grantSchema),
  puskesmas: z.nullable(z.object({ id: puskesmasIdSchema, name: z.string() })),
  practice: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** `GET /api/info`, open to everybody. `practiceAccounts` is filled only while practice mode is on. */
export const serverInfoSchema = z.object({
  server: z.literal('siposyandu'),
  protocol: z.int(),
  practice: z.boolean(),
  practicePassword: z.nullable(z.string()),
  practiceAccounts: z.array(
    z.object({ username: z.string(), role: roleSchema, place: z.string() }),
  ),
});
export type ServerInfo = z.infer<typeof serverInfoSchema>;

const nameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
const accountFields = {
  username: usernameSchema,
  password: passwordSchema,
  displayName: nameSchema,
};

/** `POST /api/setup`: the one-time link's form. Makes the first admin, puskesmas, posyandu and kader. */
export const setupRequestSchema = z.strictObject({
  token: z.string().check(z.minLength(20), z.maxLength(200)),
  admin: z.strictObject(accountFields),
  puskesmas: z.strictObject({
    name: nameSchema,
    /** First staff member who reviews. */
    petugas: z.strictObject(accountFields),
  }),
  posyandu: z.strictObject({
    name: nameSchema,
    villageName: nameSchema,
    /** Kemendagri code of the desa, `52.01.01.2001`. */
    villageCode: z.string().check(z.regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/)),
  }),
  kader: z.strictObject(accountFields),
});
export type SetupRequest = z.infer<typeof setupRequestSchema>;
