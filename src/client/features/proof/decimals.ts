/** Numbers of a computation as they are written here: comma, and a minus that is as wide as a plus. */

/** "8,2145", "−0,0345"; always as many decimals as asked for. */
export function decimal(value: number, places: number): string {
  const text = value.toFixed(places).replace('.', ',');
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}

/** "7,8", "7,85", "3,346": without noughts at the end, but with one decimal at least. */
export function shortDecimal(value: number, places: number): string {
  return decimal(value, places).replace(/(,\d+?)0+$/, '$1');
}

/** "+3", "−2": a whole number of SD. */
export function wholeSd(value: number): string {
  return value < 0 ? `−${Math.abs(value)}` : `+${value}`;
}

/** A very small number with two digits that say something: "0,000000000000052". */
export function smallNumber(value: number): string {
  if (value === 0) return '0';
  const places = Math.max(2, 1 - Math.floor(Math.log10(Math.abs(value))));
  return decimal(value, Math.min(100, places));
}
