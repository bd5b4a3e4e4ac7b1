/** In place of the list: that it could not be had, or that there is nothing in it. */

import { Link } from 'wouter';
import { review as words } from '#client/i18n/puskesmas-review.ts';
import { failures, states } from '#client/i18n/puskesmas.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import type { ReviewFilter } from '#client/puskesmas-api/puskesmas-api.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyNote } from '#client/ui/desk/empty-note.tsx';
import { isNarrowed } from './review-view.ts';

interface ListFailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function ListFailure({ error, onRetry }: ListFailureProps) {
  return (
    <EmptyNote action={<Button onClick={onRetry}>{states.retry}</Button>}>
      {failures[failureCode(error)]}
    </EmptyNote>
  );
}

export function ListEmpty({ filter }: { readonly filter: ReviewFilter }) {
  return (
    <EmptyNote action={<Link href="/puskesmas/posyandu">{words.toPosyandu}</Link>}>
      {isNarrowed(filter) ? words.emptyFiltered : words.empty[filter.status]}
    </EmptyNote>
  );
}
