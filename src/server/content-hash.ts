/** A fingerprint of what a mutation says, to tell a resend from another one under the same id. */

import { hash } from 'node:crypto';
import type { MutationEnvelope } from '#protocol/mutation.ts';

/**
 * Covers what happened and to whom, not who carried it: a phone that had to
 * take a new device number resends the same content under another `seq`.
 *
 * @returns SHA-256, 64 hex digits, the same for any order of keys
 */
export function contentHash(envelope: MutationEnvelope): string {
  const { mid, posyanduId, authorId, op, opv, entity, occurredOn, payload } = envelope;
  // `canonicalJson` of an object of these: their order is known, and mostly they are ids.
  return sha256(
    `{"authorId":${quoted(authorId)},"entity":${quoted(entity)},"mid":${quoted(mid)},` +
      `"occurredOn":${quoted(occurredOn)},"op":${quoted(op)},"opv":${String(opv)},` +
      `"payload":${canonicalJson(payload)},"posyanduId":${quoted(posyanduId)}}`,
  );
}

export function sha256(text: string): string {
  return hash('sha256', text);
}

/** The same for objects that say the same, whatever the order of their keys. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}

/** Text that JSON writes as it is, between quotes. */
const PLAIN = /^[\w .:+-]*$/;

/** The text of `sortedKeys(value)`, made without making that: asked of every mutation that comes. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  let text = '';
  for (const key of Object.keys(value).sort()) {
    // Keys that are whole numbers come first in every object, whatever order they are given in.
    if (startsWithDigit(key)) return JSON.stringify(sortedKeys(value));
    const inner = value[key];
    if (inner === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(inner)}`;
  }
  return `{${text}}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function startsWithDigit(key: string): boolean {
  const code = key.charCodeAt(0);
  return code >= 48 && code <= 57;
}
