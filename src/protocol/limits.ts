/** Bounds that a database column or a log line sets to what a phone may send. */

import * as z from 'zod/mini';
import { lineOfText } from '#domain/text.ts';

/** Largest value of a 32-bit column. */
export const INT_MAX = 2_147_483_647;

/** Build of the app that speaks. */
export const appVersionSchema = z.string().check(z.maxLength(40), lineOfText());
