/** The child of a record: who it is, how it stands in the register, and what may be done about that. */

import { useState, type ReactNode } from 'react';
import { formatPlainDate } from '#client/i18n/format.ts';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { localDate } from '#client/puskesmas-api/local-date.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import type { ChildId } from '#domain/ids.ts';
import type { ChildStanding, ReviewDetail } from '#protocol/review.ts';
import { childOfRecord, type ChildOfRecord } from './child-of-record.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import css from './child.module.css';

/** Said above the record where it changes what the record means. */
export function ChildStandingNotice({ standing }: { readonly standing: ChildStanding }) {
  const { mergedInto, movedTo } = standing;
  const text = words.standing;
  return (
    <>
      {mergedInto !== null && (
        <Notice tone="unknown">
          <strong>{text.mergedInto(mergedInto.name)}.</strong>{' '}
          {text.mergedIntoAbout(mergedInto.name)}
        </Notice>
      )}
      {movedTo !== null && (
        <Notice tone="unknown">
          {movedTo.puskesmasName === undefined ? (
            <>
              <strong>{text.movedTo(movedTo.posyanduName)}.</strong> {text.movedToAbout}
            </>
          ) : (
            <>
              <strong>
                {text.movedTo(words.placeOf(movedTo.posyanduName, movedTo.puskesmasName))}.
              </strong>{' '}
              {movedTo.acceptedAtMs !== undefined && (
                <>
                  {movedTo.acceptedAtMs === null
                    ? text.notAccepted
                    : text.accepted(
                        movedTo.posyanduName,
                        formatPlainDate(localDate(movedTo.acceptedAtMs)),
                      )}{' '}
                </>
              )}
              {text.movedElsewhereAbout}
            </>
          )}
        </Notice>
      )}
    </>
  );
}

interface ChildSectionProps {
  /** `null` while it is on its way: nothing can be done about the child yet. */
  readonly detail: ReviewDetail | null;
  /** Who the child is. */
  readonly children: ReactNode;
}

export function ChildSection({ detail, children }: ChildSectionProps) {
  const { account } = useDeskSession();
  const acted = detail === null ? null : childOfRecord(detail);
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      {children}
      {detail !== null && acted !== null && (
        <Actions child={acted} standing={detail.standing} mayAct={account.role === 'petugas'} />
      )}
    </section>
  );
}

type Asked =
  | { readonly question: 'merge' | 'transfer' }
  | { readonly question: 'split'; readonly of: { readonly id: ChildId; readonly name: string } };

interface ActionsProps {
  readonly child: ChildOfRecord;
  readonly standing: ChildStanding;
  readonly mayAct: boolean;
}

function Actions({ child, standing, mayAct }: ActionsProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const { mergedInto, mergedHere, movedTo } = standing;
  const dialog = {
    onClose: () => setAsked(null),
    onDone: (sentence: string) => {
      setAsked(null);
      setDone(sentence);
    },
  };
  const ask = (next: Asked) => () => {
    setDone(null);
    setAsked(next);
  };
  const here = movedTo === null;
  return (
    <>
      <output className={css['done']}>{done}</output>
      {mergedHere.length > 0 && (
        <div>
          <p>{words.standing.mergedHere}:</p>
          <ul className={css['merged']}>
            {mergedHere.map((member) => (
              <li key={member.id}>
                <span>{member.name}</span>
                {mayAct && here && (
                  <Button
                    aria-label={words.open.splitOf(member.name)}
                    onClick={ask({ question: 'split', of: member })}
                  >
                    {words.open.split}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayAct && here && (
        <Row>
          {mergedInto === null ? (
            <>
              <Button onClick={ask({ question: 'merge' })}>{words.open.merge}</Button>
              <Button onClick={ask({ question: 'transfer' })}>{words.open.transfer}</Button>
            </>
          ) : (
            <Button onClick={ask({ question: 'split', of: child })}>{words.open.split}</Button>
          )}
        </Row>
      )}
      {asked?.question === 'merge' && <MergeDialog child={child} {...dialog} />}
      {asked?.question === 'transfer' && <TransferDialog child={child} {...dialog} />}
      {asked?.question === 'split' && (
        <SplitDialog child={asked.of} posyanduId={child.posyanduId} {...dialog} />
      )}
    </>
  );
}

function Row({ children }: { readonly children: ReactNode }) {
  return (
    <fieldset className={css['row']}>
      <legend className="visually-hidden">{words.open.label}</legend>
      {children}
    </fieldset>
  );
}
