/** Passwords as argon2id hashes. */

import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet, first choice for Argon2id at one degree of parallelism: 19 MiB, two passes. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same characters typed on another keyboard are the same password (NIST SP 800-63B). */
const asTyped = (password: string) => password.normalize('NFKC');

/** @returns a PHC string that names its own parameters */
export function hashPassword(password: string): Promise<string> {
  return hash(asTyped(password), ARGON2ID);
}

export function passwordMatches(password: string, passwordHash: string): Promise<boolean> {
  return verify(passwordHash, asTyped(password));
}

let decoy: Promise<string> | null = null;

/**
 * The same work as `passwordMatches`, for a user there is not: so that time does
 * not tell which names exist.
 */
export async function matchNothing(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  await passwordMatches(password, await decoy);
  return false;
}
