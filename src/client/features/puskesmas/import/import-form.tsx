/** Which file for which posyandu. */

import { useState, type FormEvent } from 'react';
import { importing as words } from '#client/i18n/puskesmas.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { SelectField } from '#client/ui/desk/select-field.tsx';
import { Field } from '#client/ui/field.tsx';
import { MAX_IMPORT_BYTES } from '#protocol/import.ts';
import type { ImportOrder } from './use-import-job.ts';
import css from './import.module.css';

export function ImportForm({ onStart }: { readonly onStart: (order: ImportOrder) => void }) {
  const { grants } = useDeskSession();
  const [posyanduId, setPosyanduId] = useState('');
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
          <input
            {...ties}
            type="file"
            accept=".xlsx,.xls,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            className={css['file']}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
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
