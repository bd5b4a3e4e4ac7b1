/** What the list is narrowed to, as words above it. */

import type { RefObject } from 'react';
import { Link } from 'wouter';
import { flagWords } from '#client/i18n/puskesmas-reasons.ts';
import { review as words } from '#client/i18n/puskesmas-review.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import type { ReviewFilter } from '#client/puskesmas-api/puskesmas-api.ts';
import { InlineSelect } from '#client/ui/desk/inline-select.tsx';
import { posyanduIdSchema } from '#domain/ids.ts';
import { reviewFlagSchema, reviewKindSchema } from '#protocol/review.ts';
import { REVIEW_PATH, writeView } from './review-view.ts';
import css from './review.module.css';

interface FilterRowProps {
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => void;
  /** Where the key for filters leads. */
  readonly first: RefObject<HTMLSelectElement | null>;
}

/** In the order of the work: what waits, what went back, what cannot count (yet), what is done. */
const STATUSES = ['waiting', 'returned', 'quarantined', 'parked', 'approved', 'corrected'] as const;

export function FilterRow({ filter, onFilter, first }: FilterRowProps) {
  const { grants } = useDeskSession();
  return (
    <div className={css['filters']}>
      <nav aria-label={words.statusLabel}>
        <ul className={css['statuses']}>
          {STATUSES.map((status) => (
            <li key={status}>
              <Link
                href={`${REVIEW_PATH}${writeView({ filter: { ...filter, status }, open: null })}`}
                aria-current={status === filter.status ? 'page' : undefined}
              >
                {words.status[status]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <InlineSelect
        ref={first}
        label={words.posyanduFilter}
        title={words.filterTitle}
        value={filter.posyanduId ?? ''}
        onValue={(value) => {
          const parsed = posyanduIdSchema.safeParse(value);
          onFilter({ ...filter, posyanduId: parsed.success ? parsed.data : null });
        }}
        options={[
          ['', words.all],
          ...grants.map(({ posyanduId, posyanduName }) => [posyanduId, posyanduName] as const),
        ]}
      />
      <InlineSelect
        label={words.kindFilter}
        value={filter.kind ?? ''}
        onValue={(value) => {
          const parsed = reviewKindSchema.safeParse(value);
          onFilter({ ...filter, kind: parsed.success ? parsed.data : null });
        }}
        options={[
          ['', words.all],
          ...reviewKindSchema.options.map((kind) => [kind, words.kind[kind]] as const),
        ]}
      />
      <InlineSelect
        label={words.flagFilter}
        value={filter.flag ?? ''}
        onValue={(value) => {
          const parsed = reviewFlagSchema.safeParse(value);
          onFilter({ ...filter, flag: parsed.success ? parsed.data : null });
        }}
        options={[
          ['', words.all],
          ...reviewFlagSchema.options.map((flag) => [flag, flagWords[flag].word] as const),
        ]}
      />
    </div>
  );
}
