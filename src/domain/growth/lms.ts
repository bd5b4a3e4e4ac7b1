/**
 * Z-scores from the L, M and S of a growth standard, and back.
 *
 * Source: WHO Child Growth Standards, Methods and development (2006), the
 * chapter on computing centiles and z-scores. No table of the under-fives has
 * an L of 0, so there is no branch for it. Everything here takes and gives bare
 * numbers: these are the innermost loops of a recalculation over a province.
 */

/**
 * Standard deviations between `value` and the median, unrounded: the form for
 * length and head circumference, whose L is 1 everywhere.
 *
 * @param value > 0, in the unit of `m`
 */
export function normalZ(value: number, m: number, s: number): number {
  return (value / m - 1) / s;
}

/**
 * The form for everything that holds weight. Beyond 3 SD it continues in a
 * straight line as steep as the step from 2 to 3 SD, because the power would
 * exaggerate what few children of the sample support.
 *
 * @param value > 0, in the unit of `m`
 */
export function restrictedZ(value: number, l: number, m: number, s: number): number {
  const z = (Math.exp(l * Math.log(value / m)) - 1) / (s * l);
  return z > 3 || z < -3 ? tailZ(value, z, l, m, s) : z;
}

/** Apart, so that what nearly every child needs is short enough to be compiled into the loops. */
function tailZ(value: number, z: number, l: number, m: number, s: number): number {
  if (z > 3) {
    const sd3 = valueAtSd(3, l, m, s);
    return 3 + (value - sd3) / (sd3 - valueAtSd(2, l, m, s));
  }
  const sd3 = valueAtSd(-3, l, m, s);
  return -3 + (value - sd3) / (valueAtSd(-2, l, m, s) - sd3);
}

/** Inverse of `normalZ`. Not positive where no value has this z. */
export function valueAtNormalZ(z: number, m: number, s: number): number {
  return m * (1 + s * z);
}

/** Inverse of `restrictedZ`, tails included. Not positive where no value has this z. */
export function valueAtRestrictedZ(z: number, l: number, m: number, s: number): number {
  if (z > 3) {
    const sd3 = valueAtSd(3, l, m, s);
    return sd3 + (z - 3) * (sd3 - valueAtSd(2, l, m, s));
  }
  if (z < -3) {
    const sd3 = valueAtSd(-3, l, m, s);
    return sd3 + (z + 3) * (valueAtSd(-2, l, m, s) - sd3);
  }
  return valueAtSd(z, l, m, s);
}

function valueAtSd(z: number, l: number, m: number, s: number): number {
  return m * Math.exp(Math.log(1 + l * s * z) / l);
}

/**
 * To two decimals as R's `round` (4.0 and later), with which WHO's software
 * rounds: the nearer of the two neighbouring decimals, the even one on a tie,
 * sign apart. Never −0.
 */
export function roundZ(z: number): number {
  const hundredths = z * 100;
  // Several times as fast as Math.round, and where the two differ a tie decides below.
  const nearest = Math.floor(hundredths + 0.5);
  return Math.abs(hundredths - nearest) > 0.499999 ? roundTie(z) : nearest / 100;
}

/** So near the middle that the exact distances of both neighbours must decide. */
function roundTie(z: number): number {
  const size = Math.abs(z);
  const floor = Math.floor(size * 100);
  const low = floor / 100;
  const high = (floor + 1) / 100;
  const toLow = size - low;
  const toHigh = high - size;
  const rounded = toLow < toHigh || (toLow === toHigh && floor % 2 === 0) ? low : high;
  return z < 0 && rounded > 0 ? -rounded : rounded;
}
