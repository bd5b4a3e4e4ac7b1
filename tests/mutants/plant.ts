/** Finds a planted error by name and the place where it goes. */

import { PLANTED_ERRORS, type PlantedError } from './planted-errors.ts';

/** @throws Error for a name that is in no list */
export function planted(name: string): PlantedError {
  const error = PLANTED_ERRORS.find((each) => each.name === name);
  if (error === undefined) throw new Error(`no planted error is called “${name}”`);
  return error;
}

export function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
