/** The one-time link of a new server: makes the first admin, puskesmas, posyandu and kader. */

import { useRef, useState, type SubmitEvent } from 'react';
import { setup as text } from '#client/i18n/setup.ts';
import { shared } from '#client/i18n/shared.ts';
import { Button } from '#client/ui/button.tsx';
import { focusFirstInvalid } from '#client/ui/focus-first-invalid.ts';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { PasswordField, TextField } from '#client/ui/text-field.tsx';
import { postSetup, type SetupProblem } from './post-setup.ts';
import {
  EMPTY_SETUP,
  readSetup,
  type Person,
  type PersonField,
  type Place,
  type SetupField,
} from './setup-values.ts';
import css from './setup.module.css';

interface SetupScreenProps {
  /** From the link's fragment, which never reaches a log. */
  readonly token: string;
  readonly onDone: () => void;
}

export function SetupScreen({ token, onDone }: SetupScreenProps) {
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(EMPTY_SETUP);
  const [left, setLeft] = useState<ReadonlySet<SetupField>>(new Set());
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<'editing' | 'sending' | 'done' | SetupProblem>('editing');
  const { request, problems } = readSetup(values, token);

  const ties = (field: SetupField) => ({
    error: (tried || left.has(field)) && problems.has(field) ? text.problem(field) : undefined,
    onLeave: () => setLeft((before) => new Set(before).add(field)),
  });
  const place = (name: Place, hint?: string) => (
    <TextField
      label={text.place[name]}
      hint={hint}
      value={values.places[name]}
      onValue={(typed) => setValues({ ...values, places: { ...values.places, [name]: typed } })}
      {...ties(name)}
    />
  );
  const person = (who: Person) => {
    const set = (field: PersonField) => (typed: string) =>
      setValues({
        ...values,
        people: { ...values.people, [who]: { ...values.people[who], [field]: typed } },
      });
    return (
      <fieldset className={css['part']}>
        <legend className={css['legend']}>{text.person[who]}</legend>
        <TextField
          label={text.field.displayName}
          value={values.people[who].displayName}
          onValue={set('displayName')}
          input={{ autoCapitalize: 'words' }}
          {...ties(`${who}.displayName`)}
        />
        <TextField
          label={shared.signIn.username}
          hint={text.field.usernameHint}
          value={values.people[who].username}
          onValue={set('username')}
          input={{ autoCapitalize: 'none' }}
          {...ties(`${who}.username`)}
        />
        <PasswordField
          label={shared.signIn.password}
          hint={text.field.passwordHint}
          value={values.people[who].password}
          onValue={set('password')}
          show={shared.signIn.show}
          hide={shared.signIn.hide}
          autoComplete="new-password"
          {...ties(`${who}.password`)}
        />
      </fieldset>
    );
  };

  async function send(event: SubmitEvent) {
    event.preventDefault();
    if (state === 'sending') return;
    setTried(true);
    if (problems.has('token')) return setState('setup-token-invalid');
    if (request === null) return focusFirstInvalid(form.current);
    setState('sending');
    setState((await postSetup(request)) ?? 'done');
  }

  if (state === 'done') {
    return (
      <Screen
        title={text.done}
        action={
          <Button look="main" wide onClick={onDone}>
            {text.go}
          </Button>
        }
      >
        <p>{text.doneAbout}</p>
      </Screen>
    );
  }
  return (
    <form ref={form} className={css['form']} noValidate onSubmit={(event) => void send(event)}>
      <Screen
        title={text.title}
        about={text.about}
        action={
          <Button type="submit" look="main" wide aria-disabled={state === 'sending'}>
            {state === 'sending' ? text.sending : text.submit}
          </Button>
        }
      >
        {person('admin')}
        <fieldset className={css['part']}>
          <legend className={css['legend']}>{text.puskesmas}</legend>
          {place('puskesmasName')}
        </fieldset>
        {person('petugas')}
        <fieldset className={css['part']}>
          <legend className={css['legend']}>{text.posyandu}</legend>
          {place('posyanduName')}
          {place('villageName')}
          {place('villageCode', text.place.villageCodeHint)}
        </fieldset>
        {person('kader')}
        {state !== 'editing' && state !== 'sending' && (
          <Notice tone="act" announce="now">
            {text.refused[state]}
          </Notice>
        )}
      </Screen>
    </form>
  );
}
