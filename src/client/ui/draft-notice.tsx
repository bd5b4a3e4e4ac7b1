/** Says that a form was left half filled in and goes on from there. */

import { formatDate } from '#client/i18n/format.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface DraftNoticeProps {
  readonly draft: { readonly restoredFrom: string | null; discard(): void };
  readonly words: { readonly resumed: (day: string) => string; readonly discard: string };
}

export function DraftNotice({ draft, words }: DraftNoticeProps) {
  if (draft.restoredFrom === null) return null;
  return (
    <Notice
      tone="unknown"
      actions={<Button onClick={() => draft.discard()}>{words.discard}</Button>}
    >
      {words.resumed(formatDate(draft.restoredFrom))}
    </Notice>
  );
}
