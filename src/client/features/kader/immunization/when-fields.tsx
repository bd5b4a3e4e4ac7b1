/** Where it is known from, and the day, or as much of it as is known. */

import { formatDate } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { ChoiceField } from '#client/ui/choice-field.tsx';
import { DateField, MonthField } from '#client/ui/text-field.tsx';
import { precisionOf, PRECISIONS, sourceOf, type DoseValues } from './dose-values.ts';

const text = doses.form;

const SOURCES = (['provider', 'record', 'recall'] as const).map((value) => ({
  value,
  label: text.sources[value],
}));
const PRECISION_OPTIONS = PRECISIONS.map((value) => ({ value, label: text.precisions[value] }));

interface WhenFieldsProps {
  readonly values: DoseValues;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  readonly bornOn: string;
  readonly today: string;
  readonly latestDay: string;
  readonly error: string | undefined;
  readonly onLeave: () => void;
}

export function WhenFields(props: WhenFieldsProps) {
  const { values, set, bornOn, today, latestDay, error, onLeave } = props;
  const source = sourceOf(values);
  const precision = precisionOf(values);
  return (
    <>
      <ChoiceField
        label={text.source}
        stacked
        options={SOURCES}
        value={source}
        onValue={(chosen) => set({ source: chosen })}
      />
      {source !== 'provider' && (
        <ChoiceField
          label={text.known}
          options={PRECISION_OPTIONS}
          value={precision}
          onValue={(chosen) => set({ precision: chosen })}
        />
      )}
      {precision === 'day' && (
        <DateField
          label={text.day}
          value={values.day}
          onValue={(day) => set({ day })}
          onLeave={onLeave}
          min={bornOn}
          max={latestDay}
          error={error}
          beside={
            values.day === today
              ? text.isToday(formatDate(today))
              : values.day === ''
                ? undefined
                : formatDate(values.day)
          }
        />
      )}
      {precision === 'month' && (
        <MonthField
          label={text.month}
          value={values.month}
          onValue={(month) => set({ month })}
          onLeave={onLeave}
          min={bornOn.slice(0, 7)}
          max={latestDay.slice(0, 7)}
          error={error}
        />
      )}
      {precision === 'year' && (
        <ChoiceField
          label={text.year}
          options={yearsBetween(bornOn, latestDay)}
          value={values.year}
          onValue={(year) => set({ year })}
          error={error}
        />
      )}
    </>
  );
}

function yearsBetween(first: string, last: string) {
  const from = Number(first.slice(0, 4));
  const count = Math.max(1, Number(last.slice(0, 4)) - from + 1);
  return Array.from({ length: count }, (_, index) => {
    const year = String(from + index);
    return { value: year, label: year };
  });
}
