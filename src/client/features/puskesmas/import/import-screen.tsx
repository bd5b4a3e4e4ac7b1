/** Brings a posyandu's e-PPGBM download in, and says what became of every row. */

import { failures, importing as words } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import { DeskPage } from '#client/ui/desk/desk-page.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Progress } from '#client/ui/progress.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportReport } from './import-report.tsx';
import type { ImportJob } from './use-import-job.ts';
import css from './import.module.css';

export function ImportScreen({ job }: { readonly job: ImportJob }) {
  const { state } = job;
  return (
    <DeskPage title={words.title}>
      <p className={css['lead']}>{words.lead}</p>
      {state.kind === 'idle' ? (
        <ImportForm lastPosyanduId={state.lastPosyanduId} onStart={job.start} />
      ) : (
        <p className={css['order']}>
          {words.doneFor(state.order.file.name, state.order.posyanduName)}
        </p>
      )}
      {state.kind === 'running' && (
        <div className={css['running']}>
          <Progress
            label={words.progressLabel}
            part={
              state.progress === null || state.progress.total === 0
                ? null
                : state.progress.done / state.progress.total
            }
          />
          <p>
            {state.progress === null
              ? words.sending
              : words.progress(state.progress.done, state.progress.total)}
          </p>
          <Button onClick={job.stop}>{words.stop}</Button>
        </div>
      )}
      {state.kind === 'failed' && (
        <Notice tone="act" announce="now">
          <p>{failures[state.code]}</p>
          {(state.code === 'cut-off' || state.rows.length > 0) && <p>{words.interrupted}</p>}
        </Notice>
      )}
      {state.kind === 'stopped' && (
        <Notice tone="watch" announce="soon">
          <p>{words.stopped}</p>
          <p>{words.interrupted}</p>
        </Notice>
      )}
      {state.kind !== 'idle' && state.kind !== 'running' && (
        <>
          {(state.kind === 'done' || state.rows.length > 0) && (
            <ImportReport
              rows={state.rows}
              summary={state.kind === 'done' ? state.summary : null}
            />
          )}
          <div>
            <Button onClick={job.reset}>{words.again}</Button>
          </div>
        </>
      )}
    </DeskPage>
  );
}
