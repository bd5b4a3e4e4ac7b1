/** After a refused Simpan: brings the first field with a problem into view and under the cursor. */

export function focusFirstInvalid(form: HTMLElement | null): void {
  // The messages are drawn after this tick.
  setTimeout(() => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]');
    field?.closest('details')?.setAttribute('open', '');
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: 'center' });
  });
}
