/** Every key of the list, on one card. */

import { help as words } from '#client/i18n/puskesmas-review.ts';
import { states } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import { KeyList } from '#client/ui/desk/key-list.tsx';
import { Dialog } from '#client/ui/dialog.tsx';

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={<Button onClick={onClose}>{states.close}</Button>}
    >
      <KeyList keys={words.keys} />
      <p>{words.target}</p>
    </Dialog>
  );
}
