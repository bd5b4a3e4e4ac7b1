/** Moving between screens so that the phone's back does what people expect. */

import { useLocation, type AroundNavHandler } from 'wouter';

/** How many screens of ours lie behind the one shown; kept with the address, so it survives a reload. */
function depth(): number {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('depth' in state)) return 0;
  return typeof state.depth === 'number' ? state.depth : 0;
}

/** Counts every step the app takes. */
export const countSteps: AroundNavHandler = (navigate, to, options) => {
  const steps = options?.replace === true ? depth() : depth() + 1;
  navigate(to, { ...options, state: { depth: steps } });
};

export interface Go {
  /** A step deeper; back returns here. */
  to(path: string): void;
  /** This screen is done with: back does not return to it. */
  instead(path: string): void;
  /** As the phone's back; where nothing of ours lies behind, to `home`. */
  back(home: string): void;
}

export function useGo(): Go {
  const [, navigate] = useLocation();
  return {
    to: (path) => navigate(path),
    instead: (path) => navigate(path, { replace: true }),
    back: (home) => {
      if (depth() > 0) history.back();
      else navigate(home, { replace: true });
    },
  };
}
