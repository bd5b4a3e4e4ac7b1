/** A question to the server that got no answer, in words, with a way to ask again. */

import { failures, states } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { failureCode } from './api-failure.ts';

interface FailureNoticeProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

export function FailureNotice({ error, onRetry }: FailureNoticeProps) {
  return (
    <Notice
      tone="watch"
      announce="soon"
      actions={<Button onClick={onRetry}>{states.retry}</Button>}
    >
      {failures[failureCode(error)]}
    </Notice>
  );
}
