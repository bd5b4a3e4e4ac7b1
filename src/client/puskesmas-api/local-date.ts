/** The calendar day of this computer, by its own zone. */

/** ISO date of an instant, as a wall calendar in this room shows it. */
export function localDate(ms: number): string {
  const at = new Date(ms);
  const month = String(at.getMonth() + 1).padStart(2, '0');
  return `${at.getFullYear()}-${month}-${String(at.getDate()).padStart(2, '0')}`;
}
