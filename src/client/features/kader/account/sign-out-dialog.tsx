/** Leaving the phone to somebody else: nothing is lost, and what is unsent is said first. */

import { formatCount } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Notice } from '#client/ui/notice.tsx';

interface SignOutDialogProps {
  readonly unsent: number;
  readonly onClose: () => void;
  readonly onSignOut: () => Promise<void>;
}

export function SignOutDialog({ unsent, onClose, onSignOut }: SignOutDialogProps) {
  return (
    <Dialog
      title={text.account.signOutTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" onClick={() => void onSignOut()}>
            {text.account.signOutYes}
          </Button>
          <Button look="main" onClick={onClose}>
            {text.account.signOutNo}
          </Button>
        </>
      }
    >
      {unsent > 0 && (
        <Notice tone="watch">{text.account.signOutUnsent(formatCount(unsent))}</Notice>
      )}
      <p>{text.account.signOutAbout}</p>
    </Dialog>
  );
}
