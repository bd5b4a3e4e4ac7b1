/** What needs somebody at one posyandu, each with a sign, a word and the way to it. */

import { Link } from 'wouter';
import { attention as words } from '#client/i18n/puskesmas.ts';
import { SIGN_OF_TONE } from '#client/ui/notice.tsx';
import type { PosyanduId } from '#domain/ids.ts';
import type { Attention, AttentionKind } from './attention.ts';
import css from './posyandu.module.css';

interface AttentionListProps {
  readonly posyandu: { readonly id: PosyanduId; readonly name: string };
  readonly items: readonly Attention[];
}

/** Where its records are in the review; numbers that never came and silent phones have none. */
const STATUS_OF = {
  parked: 'parked',
  conflicts: 'quarantined',
  quarantined: 'quarantined',
  missing: null,
  silentPhones: null,
} as const satisfies Readonly<Record<AttentionKind, string | null>>;

export function AttentionList({ posyandu, items }: AttentionListProps) {
  if (items.length === 0) return <span>{words.none}</span>;
  return (
    <ul className={css['attention']}>
      {items.map((item) => {
        const status = STATUS_OF[item.kind];
        const sentence = words[item.kind](item.count, item.days);
        return (
          <li key={item.kind} className={item.tone === null ? undefined : css[item.tone]}>
            {item.tone !== null && <span aria-hidden="true">{SIGN_OF_TONE[item.tone]} </span>}
            {status === null ? (
              <span title={words.why[item.kind]}>{sentence}</span>
            ) : (
              <Link
                href={`/puskesmas?status=${status}&posyandu=${posyandu.id}`}
                title={words.why[item.kind]}
                aria-label={words.open(sentence, posyandu.name)}
              >
                {sentence}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
