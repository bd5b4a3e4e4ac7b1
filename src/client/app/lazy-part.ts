/** Parts of the app that are fetched when they are first opened. */

import { lazy, type ComponentType, type ReactNode } from 'react';
import { NeedsNetwork } from './part-not-here.tsx';

/**
 * Without a network, and not kept on the phone yet, it says so instead.
 *
 * @param instead what says so, where the whole page is not this part's
 */
export function lazyPart<Props extends object = object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  instead: () => ReactNode = NeedsNetwork,
) {
  return lazy(async () => {
    try {
      return { default: await fetchPart() };
    } catch {
      return { default: instead };
    }
  });
}
