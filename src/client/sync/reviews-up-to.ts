/** How far a first load has what was decided with the records themselves (see `PullRequest`). */

interface Asked {
  readonly seq: number;
  readonly reviewsUpTo?: number | undefined;
}

interface Page {
  readonly to: number;
  readonly counter?: number | undefined;
}

/** For the cursor after a page; nothing once the load is past it. */
export function reviewsUpTo(asked: Asked, page: Page): { readonly reviewsUpTo?: number } {
  const upTo = asked.seq === 0 ? page.counter : asked.reviewsUpTo;
  return upTo === undefined || page.to >= upTo ? {} : { reviewsUpTo: upTo };
}
