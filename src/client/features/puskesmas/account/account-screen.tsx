/** Who sits at this desk, how the keyboard answers, and the way out. */

import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { help } from '#client/i18n/puskesmas-review.ts';
import { account as words, failures } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { DeskPage } from '#client/ui/desk/desk-page.tsx';
import { KeyList } from '#client/ui/desk/key-list.tsx';
import { useSingleKeys } from '#client/ui/desk/single-keys.ts';
import { Notice } from '#client/ui/notice.tsx';
import css from './account.module.css';

interface AccountScreenProps {
  readonly signOut: () => Promise<void>;
  /** Where anybody may see how things are computed. */
  readonly proofHref: string;
}

export function AccountScreen({ signOut, proofHref }: AccountScreenProps) {
  const { account, puskesmas, grants } = useDeskSession();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const leaving = useMutation({ mutationFn: signOut });
  return (
    <DeskPage title={words.title}>
      <dl className={css['facts']}>
        <dt>{words.name}</dt>
        <dd>{account.displayName}</dd>
        <dt>{words.username}</dt>
        <dd>{account.username}</dd>
        <dt>{words.role}</dt>
        <dd>{shared.role[account.role]}</dd>
        {puskesmas !== null && (
          <>
            <dt>{words.puskesmas}</dt>
            <dd>
              {puskesmas.name} · {words.posyanduCount(grants.length)}
            </dd>
          </>
        )}
      </dl>
      <div className={css['leave']}>
        <Button
          aria-disabled={leaving.isPending}
          onClick={() => {
            if (!leaving.isPending) leaving.mutate();
          }}
        >
          {leaving.isPending ? words.signingOut : words.signOut}
        </Button>
        <span>{words.signOutHint}</span>
      </div>
      {leaving.isError && (
        <Notice tone="act" announce="now">
          {failures[failureCode(leaving.error)]}
        </Notice>
      )}
      <section className={css['keys']} aria-labelledby="pintasan">
        <h2 id="pintasan">{words.shortcuts}</h2>
        <KeyList keys={help.keys} />
        <p>{help.target}</p>
        <label className={css['switch']}>
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => setSingleKeys(event.target.checked)}
          />
          {words.singleKeys}
        </label>
        <p className={css['hint']}>{words.singleKeysHint}</p>
      </section>
      <p>
        <Link href={proofHref}>{shared.toProof}</Link>
      </p>
    </DeskPage>
  );
}
