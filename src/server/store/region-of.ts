/** Which region's schedule of vaccines counts for a posyandu. */

/** Schedules differ between kabupaten and no further down. */
const KABUPATEN_CODE_LENGTH = 5;

/** `52.02` of the village `52.02.08.2005` */
export function regionOf(villageCode: string): string {
  return villageCode.slice(0, KABUPATEN_CODE_LENGTH);
}
