/** What stands in the set-up form, and the request it means. */

import { setupRequestSchema, type SetupRequest } from '#protocol/session.ts';

export const PEOPLE = ['admin', 'petugas', 'kader'] as const;
export type Person = (typeof PEOPLE)[number];

export const PLACES = ['puskesmasName', 'posyanduName', 'villageName', 'villageCode'] as const;
export type Place = (typeof PLACES)[number];

export interface PersonValues {
  readonly displayName: string;
  readonly username: string;
  readonly password: string;
}
export type PersonField = keyof PersonValues;

export interface SetupValues {
  readonly people: Readonly<Record<Person, PersonValues>>;
  readonly places: Readonly<Record<Place, string>>;
}

const NOBODY: PersonValues = { displayName: '', username: '', password: '' };

export const EMPTY_SETUP: SetupValues = {
  people: { admin: NOBODY, petugas: NOBODY, kader: NOBODY },
  places: { puskesmasName: '', posyanduName: '', villageName: '', villageCode: '' },
};

/** A field with a problem: `admin.username`, `villageCode`. */
export type SetupField = Place | `${Person}.${PersonField}`;

const PLACE_AT: Readonly<Record<string, Place>> = {
  'puskesmas.name': 'puskesmasName',
  'posyandu.name': 'posyanduName',
  'posyandu.villageName': 'villageName',
  'posyandu.villageCode': 'villageCode',
};

/** The fields in the request's words, told back in the form's. */
function fieldAt(path: readonly PropertyKey[]): SetupField | null {
  const place = PLACE_AT[path.join('.')];
  if (place !== undefined) return place;
  const person = PEOPLE.find((name) => path.includes(name));
  const field = (['displayName', 'username', 'password'] as const).find((name) =>
    path.includes(name),
  );
  return person === undefined || field === undefined ? null : `${person}.${field}`;
}

/** A desa's code as printed, with or without its points. */
function villageCode(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  const match = /^(\d{2})(\d{2})(\d{2})(\d{4})$/.exec(digits);
  return match === null ? typed.trim() : match.slice(1).join('.');
}

export function readSetup(
  { people, places }: SetupValues,
  token: string,
): { readonly request: SetupRequest | null; readonly problems: ReadonlySet<SetupField | 'token'> } {
  const read = setupRequestSchema.safeParse({
    token,
    admin: people.admin,
    puskesmas: { name: places.puskesmasName, petugas: people.petugas },
    posyandu: {
      name: places.posyanduName,
      villageName: places.villageName,
      villageCode: villageCode(places.villageCode),
    },
    kader: people.kader,
  });
  if (!read.success) {
    const problems = read.error.issues.map(({ path }) => fieldAt(path) ?? 'token');
    return { request: null, problems: new Set(problems) };
  }
  const twice = PEOPLE.filter((person, index) =>
    PEOPLE.slice(0, index).some((other) => nameOf(people[other]) === nameOf(people[person])),
  );
  if (twice.length > 0) {
    return {
      request: null,
      problems: new Set(twice.map((person): SetupField => `${person}.username`)),
    };
  }
  return { request: read.data, problems: new Set() };
}

function nameOf({ username }: PersonValues): string {
  return username.trim().toLowerCase();
}
