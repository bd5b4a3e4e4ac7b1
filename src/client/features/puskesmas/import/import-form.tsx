/** Which file for which posyandu. */

import { useState, type FormEvent } from 'react';
import { importing as words } from '#client/i18n/puskesmas.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { SelectField } from '#client/ui/desk/select-field.tsx';
import { Field } from '#client/ui/field.tsx';
import type { PosyanduId } from '#domain/ids.ts';
import { MAX_IMPORT_BYTES } from '#protocol/import.ts';
import type { ImportOrder } from './use-import-job.ts';
import css from './import.module.css';

interface ImportFormProps {
  /** The one chosen last time; `null` at first. */
  readonly lastPosyanduId: PosyanduId | null;
  readonly onStart: (order: ImportOrder) => void;
}

export function ImportForm({ lastPosyanduId, onStart }: ImportFormProps) {
  const { grants } = useDeskSession();
  const [posyanduId, setPosyanduId] = useState<string>(lastPosyanduId ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [asked, setAsked] = useState(false);
  const posyandu = grants.find((grant) => grant.posyanduId === posyanduId);
  const fileError =
    file === null ? words.needsFile : file.size > MAX_IMPORT_BYTES ? words.tooLarge : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (posyandu === undefined || file === null || fileError !== undefined) return;
    onStart({ posyanduId: posyandu.posyanduId, posyanduName: posyandu.posyanduName, file });
  };
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <SelectField
        label={words.posyandu}
        value={posyanduId}
        onValue={setPosyanduId}
        options={[
          ['', words.choosePosyandu],
          ...grants.map(
            (grant) => [grant.posyanduId, `${grant.posyanduName} · ${grant.villageName}`] as const,
          ),
        ]}
        error={asked && posyandu === undefined ? words.needsPosyandu : undefined}
      />
      <Field label={words.file} error={asked || file !== null ? fileError : undefined}>
        {(ties) => (
          <label className={css['file']}>
            <input
              {...ties}
              type="file"
              accept=".xlsx,.xls,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              className="visually-hidden"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
            <span className={css['choose']}>{words.chooseFile}</span>
            <span>{file?.name ?? words.noFile}</span>
          </label>
        )}
      </Field>
      <div>
        <Button type="submit" look="main">
          {words.start}
        </Button>
      </div>
    </form>
  );
}
