/** Sign-in, who is signed in, first set-up, and what the sign-in page may know. */

import * as z from 'zod/mini';
import { accountIdSchema, deviceIdSchema, puskesmasIdSchema } from '#domain/ids.ts';
import { grantSchema } from './pull.ts';

export const roleSchema = z.enum(['kader', 'petugas', 'admin']);
export type Role = z.infer<typeof roleSchema>;

export const usernameSchema = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9][a-z0-9._-]{1,39}$|^\+?\d{8,15}$/));
export const passwordSchema = z.string().check(z.minLength(8), z.maxLength(200));

/** `POST /api/session` */
export const signInRequestSchema = z.strictObject({
  username: z.string().check(z.minLength(1), z.maxLength(80)),
  password: z.string().check(z.minLength(1), z.maxLength(200)),
  deviceId: z.nullable(deviceIdSchema),
});
export type SignInRequest = z.infer<typeof signInRequestSchema>;

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
