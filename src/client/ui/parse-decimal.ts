/** Reads a number as people type it: "7,8", "7.8", " 12 ", "12,50 kg". */

const DECIMAL = /^(\d{1,7})(?:[.,](\d*))?\s*(?:kg|g|cm|mm)?$/i;

/**
 * @param scale how many stored units one typed unit has: 1000 grams a kilogram
 * @returns whole stored units, rounded; `'empty'` for nothing typed, `'unreadable'` for anything but one number
 */
export function parseDecimal(text: string, scale: number): number | 'empty' | 'unreadable' {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  const match = DECIMAL.exec(trimmed);
  if (match === null) return 'unreadable';
  return Math.round(Number(`${match[1] ?? ''}.${match[2] || '0'}`) * scale);
}
