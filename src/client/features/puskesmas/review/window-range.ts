/** Which rows of a long list are drawn: those in sight and a few around them. */

/** Rows drawn beyond each edge, so that a turn of the wheel meets rows that are already there. */
const MARGIN_ROWS = 12;

export interface WindowRange {
  /** First row drawn. */
  readonly from: number;
  /** One past the last row drawn. */
  readonly to: number;
}

/** All lengths in CSS pixels. */
export function windowRange(view: {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}): WindowRange {
  const { scrollTop, height, rowHeight, count } = view;
  const first = Math.floor(scrollTop / rowHeight) - MARGIN_ROWS;
  const last = Math.ceil((scrollTop + height) / rowHeight) + MARGIN_ROWS;
  const to = Math.min(count, Math.max(0, last));
  return { from: Math.min(Math.max(0, first), to), to };
}

/**
 * Where to scroll so that a row is wholly in sight; moves as little as possible.
 *
 * @param view.height without what covers rows, such as a sticky header
 */
export function scrollTopFor(
  row: number,
  view: { readonly scrollTop: number; readonly height: number; readonly rowHeight: number },
): number {
  const { scrollTop, height, rowHeight } = view;
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  const below = top + rowHeight - height;
  return below > scrollTop ? below : scrollTop;
}
