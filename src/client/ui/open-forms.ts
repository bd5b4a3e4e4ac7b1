/** Which forms hold something typed and not yet saved: a new version of the app waits for them. */

const open = new Set<string>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

export const openForms = {
  hold(form: string): void {
    if (open.has(form)) return;
    open.add(form);
    tell();
  },
  release(form: string): void {
    if (open.delete(form)) tell();
  },
  none: (): boolean => open.size === 0,
  /** Calls back whenever a form was opened, saved or left. */
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
} as const;
