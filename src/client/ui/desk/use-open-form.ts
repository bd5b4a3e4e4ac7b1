/** Keeps the page from being reloaded under something that is not finished. */

import { useEffect } from 'react';
import { openForms } from '#client/ui/open-forms.ts';

/** @param form its name among the open forms */
export function useOpenForm(form: string, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    openForms.hold(form);
    return () => openForms.release(form);
  }, [form, isOpen]);
}
