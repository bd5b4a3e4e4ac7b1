/** Opens the browser's database with patience: one that fails for no stated reason often opens a moment later. */

import type { SetTimer } from '#client/sync/platform.ts';

/** Before the second and the third try. */
const WAITS_MS = [500, 1_500];

export interface PatientFactory {
  readonly factory: IDBFactory;
  /** All tries failed, and nothing has opened since. */
  readonly hasGivenUp: () => boolean;
  /** The next opening is worth all tries again. */
  readonly hopeAgain: () => void;
}

/**
 * A factory whose `open` tries three times on `UnknownError`, once where it has
 * given up already. To whoever opens, it is one request that takes its time.
 *
 * @param onGivenUp called each time
 */
export function patientFactory(
  real: IDBFactory,
  setTimer: SetTimer,
  onGivenUp: () => void,
): PatientFactory {
  let givenUp = false;

  function open(name: string, version?: number): IDBOpenDBRequest {
    const waits = givenUp ? [] : [...WAITS_MS];
    const handlers = new Map<string | symbol, unknown>();
    let request = real.open(name, version);
    watch();

    function watch(): void {
      request.addEventListener('success', () => (givenUp = false));
      request.addEventListener('error', (event) => failed(event));
    }

    function failed(event: Event): void {
      const waitMs = request.error?.name === 'UnknownError' ? waits.shift() : undefined;
      if (waitMs !== undefined) {
        setTimer(waitMs, tryAgain);
        return;
      }
      if (request.error?.name === 'UnknownError') {
        givenUp = true;
        onGivenUp();
      }
      const onError = handlers.get('onerror');
      if (typeof onError === 'function') Reflect.apply(onError, request, [event]);
    }

    function tryAgain(): void {
      request = real.open(name, version);
      watch();
      for (const [key, value] of handlers) if (key !== 'onerror') Reflect.set(request, key, value);
    }

    return new Proxy(request, {
      get: (_first, key) => ofObject(request, key),
      set(_first, key, value: unknown) {
        handlers.set(key, value);
        return key === 'onerror' || Reflect.set(request, key, value);
      },
    });
  }

  return {
    factory: new Proxy(real, {
      get: (target, key) => (key === 'open' ? open : ofObject(target, key)),
    }),
    hasGivenUp: () => givenUp,
    hopeAgain: () => {
      givenUp = false;
    },
  };
}

/** The browser's own objects insist on being `this`. */
function ofObject(object: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(object, key);
  return typeof value === 'function' ? value.bind(object) : value;
}
