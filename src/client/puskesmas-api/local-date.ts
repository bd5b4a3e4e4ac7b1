/** The calendar day of this computer, by its own zone. */

/** ISO date of an instant, as a wall calendar in this room shows it. */
export function localDate(ms: number): string {
  const at = new Date(ms);
  const month = String(at.getMonth() + 1).padStart(2, '0');
  return `${at.getFullYear()}-${month}-${String(at.getDate()).padStart(2, '0')}`;
}

/** The instant this calendar day began, by the same zone: the same all day long. */
export function dayStartMs(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
