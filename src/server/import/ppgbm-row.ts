/** Turns one row of an e-PPGBM download into a child and a measurement, or says what stands in the way. */

import { checkChildProfile, childProfileSchema, type ChildProfile } from '#domain/child.ts';
import { isoDateSchema } from '#domain/dates.ts';
import { checkMeasurement, type Measurement } from '#domain/measurement.ts';
import { err, ok, type Result } from '#domain/result.ts';
import type { ImportReason } from '#protocol/import.ts';
import type { PpgbmCells } from './ppgbm-sheet.ts';

export interface PpgbmRecord {
  readonly profile: ChildProfile;
  /** `null` where the row holds no weighing. */
  readonly measurement: Measurement | null;
  /** The digits of a masked NIK at their places, `null` where hidden; `null` as a whole when not masked. */
  readonly nikPattern: RegExp | null;
  /** What of the row was left out. */
  readonly notes: readonly ImportReason[];
}

/** Below this the birth weight is in kilograms, above in grams. */
const BIRTH_WEIGHT_KG_BELOW = 10;

/** @param today ISO date at the posyandu */
export function readPpgbmRow(cells: PpgbmCells, today: string): Result<PpgbmRecord, ImportReason> {
  const notes: ImportReason[] = [];
  const sex = sexOf(cells.sex);
  if (cells.name === undefined) return err('no-name');
  if (sex === null) return err('no-sex');
  const motherName = motherOf(cells.parents);
  if (motherName === null) return err('no-mother-name');
  if (cells.bornOn === undefined) return err('no-birth-date');
  const bornOn = dateOf(cells.bornOn);
  if (bornOn === null) return err('date-unreadable');

  const nik = nikOf(cells.nik);
  if (nik.note !== null) notes.push(nik.note);
  const profile = childProfileSchema.safeParse({
    name: cells.name,
    nik: nik.nik,
    bornOn,
    sex,
    motherName,
    dusun: dusunOf(cells),
    birthWeightGrams: within(birthWeightGrams(cells.birthWeight), 300, 9000),
    birthLengthMm: within(tenths(cells.birthLength), 200, 700),
  });
  if (!profile.success) return err('other');
  const problem = checkChildProfile(profile.data, today);
  if (problem !== null) return err(problem);

  const measurement = measurementOf(cells);
  if (!measurement.ok) return measurement;
  if (measurement.value !== null) {
    const [impossible] = checkMeasurement(measurement.value, { bornOn, today });
    if (impossible !== undefined) return err(impossible);
  }
  return ok({
    profile: profile.data,
    measurement: measurement.value,
    nikPattern: nik.pattern,
    notes,
  });
}

function measurementOf(cells: PpgbmCells): Result<Measurement | null, ImportReason> {
  const { weight, length, muac } = cells;
  const values = [weight, length, muac].filter((text) => text !== undefined && !isBlank(text));
  if (values.length === 0) return ok(null);
  if (cells.measuredOn === undefined) return err('no-measuring-date');
  const measuredOn = dateOf(cells.measuredOn);
  if (measuredOn === null) return err('date-unreadable');

  const kilograms = optionalNumber(weight);
  const centimetres = optionalNumber(length);
  const muacCm = optionalNumber(muac);
  if (kilograms === undefined || centimetres === undefined || muacCm === undefined) {
    return err('number-unreadable');
  }
  if (kilograms === null && centimetres === null && muacCm === null) return ok(null);
  return ok({
    measuredOn,
    weightGrams: kilograms === null ? null : Math.round(kilograms * 1000),
    lengthMm: centimetres === null ? null : Math.round(centimetres * 10),
    position: centimetres === null ? null : positionOf(cells.position),
    headMm: null,
    muacMm: muacCm === null ? null : Math.round(muacCm * 10),
    oedema: null,
  });
}

/** `-`, `0` and empty all mean "not measured" in these files. */
function isBlank(text: string): boolean {
  return /^(?:-+|0+(?:[.,]0+)?)$/.test(text);
}

/** @returns the number, `null` when there is none, `undefined` when it cannot be read */
function optionalNumber(text: string | undefined): number | null | undefined {
  if (text === undefined || isBlank(text)) return null;
  return numberOf(text) ?? undefined;
}

/** Decimal comma or point; a unit behind it is let pass. */
function numberOf(text: string): number | null {
  const match = /^(\d{1,6}(?:[.,]\d+)?)\s*(?:kg|cm|g|gram)?$/i.exec(text);
  return match?.[1] === undefined ? null : Number(match[1].replace(',', '.'));
}

/** ISO, or day first with any of `/ - .`; an hour behind it is let pass. */
function dateOf(text: string): string | null {
  const [day] = text.split(/[ T]/);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day ?? '');
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(day ?? '');
  const [y, m, d] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : [];
  const date = isoDateSchema.safeParse(`${y}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}`);
  return date.success ? date.data : null;
}

function sexOf(text: string | undefined): 'male' | 'female' | null {
  if (text === undefined) return null;
  if (/^l(?:aki.*)?$/i.test(text)) return 'male';
  if (/^p(?:erempuan)?$/i.test(text)) return 'female';
  return null;
}

/** `Nama Ortu` may be "ayah / ibu"; the mother comes last. */
function motherOf(text: string | undefined): string | null {
  const last = text?.split('/').at(-1)?.trim() ?? '';
  const name = last === '' ? (text ?? '').replaceAll('/', ' ').trim() : last;
  return /^-*$/.test(name) ? null : name;
}

function positionOf(text: string | undefined): 'lying' | 'standing' | null {
  if (text === undefined) return null;
  if (/^ter?lentang$/i.test(text)) return 'lying';
  return /^berdiri$/i.test(text) ? 'standing' : null;
}

function nikOf(text: string | undefined): {
  nik: string | null;
  pattern: RegExp | null;
  note: ImportReason | null;
} {
  const bare = text?.replaceAll(/[\s.]/g, '') ?? '';
  if (/^(?:-*|0+)$/.test(bare)) return { nik: null, pattern: null, note: null };
  if (/^\d{16}$/.test(bare)) return { nik: bare, pattern: null, note: null };
  if (/^[\d*xX]{16}$/.test(bare)) {
    const pattern = new RegExp(`^${bare.replaceAll(/[*xX]/g, String.raw`\d`)}$`);
    return { nik: null, pattern, note: 'nik-masked' };
  }
  if (/^[\d*xX]*\*[\d*xX]*$/.test(bare)) return { nik: null, pattern: null, note: 'nik-masked' };
  return { nik: null, pattern: null, note: 'nik-unreadable' };
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && !/^[-0]*$/.test(text);
}

function dusunOf({ address, rt, rw }: PpgbmCells): string | null {
  const parts = [
    isSaid(address) ? address : undefined,
    isSaid(rt) ? `RT ${rt}` : undefined,
    isSaid(rw) ? `RW ${rw}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(', ').slice(0, 200);
}

function birthWeightGrams(text: string | undefined): number | null {
  const value = text === undefined ? null : numberOf(text);
  if (value === null) return null;
  return Math.round(value < BIRTH_WEIGHT_KG_BELOW ? value * 1000 : value);
}

function tenths(text: string | undefined): number | null {
  const value = text === undefined ? null : numberOf(text);
  return value === null ? null : Math.round(value * 10);
}

/** Birth figures are side notes: an impossible one is left out rather than the child. */
function within(value: number | null, min: number, max: number): number | null {
  return value !== null && value >= min && value <= max ? value : null;
}
