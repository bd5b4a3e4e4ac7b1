/** Asks the browser to keep the data, right after the first save of a visit: then it is most willing to say yes. */

import { useServices } from '#client/services.ts';

let asked = false;

export function useAfterFirstSave(): () => void {
  const { storage } = useServices();
  return () => {
    if (asked) return;
    asked = true;
    // The answer stands on the account page, which asks again.
    storage.persisted().catch(() => undefined);
  };
}
