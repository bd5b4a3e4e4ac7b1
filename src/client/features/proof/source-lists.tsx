/** Every table and rule with its edition, its sources and how certain they are, and what is still open. */

import type { ReactNode } from 'react';
import { formatCount } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { proof } from '#client/i18n/proof.ts';
import { NATIONAL_SCHEDULE } from '#domain/immunization/national-schedule.ts';
import { SERVICE_SETTINGS } from '#domain/services/settings.ts';
import {
  evidenceWithin,
  GROWTH_RULES,
  GROWTH_TABLES,
  OPEN_QUESTIONS,
  type Evidence,
  type TableSource,
} from '#domain/sources.ts';
import { Mark } from './certainty-mark.tsx';
import { decimal, wholeSd } from './decimals.ts';
import { DoseFigures } from './dose-figures.tsx';
import css from './proof.module.css';

const text = proof.sources;

export function SourceLists() {
  return (
    <section className={css['part']} aria-labelledby="sumber">
      <h2 id="sumber">{text.title}</h2>
      <p className={css['small']}>{text.certaintyTitle}:</p>
      <ul className={css['marks']}>
        {Object.values(text.certainty).map((meaning) => (
          <li key={meaning}>{meaning}</li>
        ))}
      </ul>
      <Part title={text.tables}>
        <dl className={css['rules']}>
          {GROWTH_TABLES.map((table) => (
            <Rule
              key={table.index}
              name={tableName(table)}
              edition={table.edition}
              evidence={[table]}
              about={rangeOf(table)}
            />
          ))}
        </dl>
      </Part>
      <Part title={text.rules}>
        <dl className={css['rules']}>
          {keysOf(GROWTH_RULES).map((rule) => (
            <Rule key={rule} name={proof.rule[rule]} evidence={GROWTH_RULES[rule]} />
          ))}
        </dl>
      </Part>
      <Part title={text.immunization}>
        <p>{text.edition(NATIONAL_SCHEDULE.edition)}</p>
        <dl className={css['rules']}>
          {NATIONAL_SCHEDULE.series.map((series) => (
            <Rule
              key={series.series}
              name={series.series}
              evidence={evidenceWithin(series.doses, NATIONAL_SCHEDULE.sources)}
            >
              {series.doses.map((dose) => (
                <dd key={dose.dose}>
                  <DoseFigures rule={dose} />
                </dd>
              ))}
            </Rule>
          ))}
        </dl>
      </Part>
      <Part title={text.services}>
        <dl className={css['rules']}>
          {keysOf(text.service).map((service) => (
            <Rule
              key={service}
              name={text.service[service]}
              evidence={evidenceWithin(SERVICE_SETTINGS[service])}
            />
          ))}
        </dl>
      </Part>
      <Part title={text.open}>
        <p>{text.openAbout}</p>
        <ul className={css['notes']}>
          {keysOf(OPEN_QUESTIONS).map((question) => (
            <li key={question}>{questionWords(question)}</li>
          ))}
        </ul>
      </Part>
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className={css['more']}>
      <summary>
        <h3>{title}</h3>
      </summary>
      {children}
    </details>
  );
}

interface RuleProps {
  readonly name: string;
  readonly edition?: string;
  readonly about?: string;
  readonly evidence: readonly Evidence[];
  /** `dd` elements of its own, before the sources. */
  readonly children?: ReactNode;
}

function Rule({ name, edition, about, evidence, children }: RuleProps) {
  return (
    <div className={css['rule']}>
      <dt>{name}</dt>
      {edition !== undefined && <dd>{text.edition(edition)}</dd>}
      {about !== undefined && <dd>{about}</dd>}
      {children}
      {evidence.map(({ source, certainty }) => (
        <dd key={`${certainty} ${source}`}>
          <Mark of={certainty} /> {source}
        </dd>
      ))}
    </div>
  );
}

/** Length and height share a table that changes its name at day 731. */
function tableName({ index }: TableSource): string {
  const names = (['length', 'height'] as const).map((curve) => growth.index(index, curve));
  const codes = [...new Set(names.map(({ code }) => code))].join(', ');
  return `${codes} – ${names[0]?.name ?? ''}`;
}

function rangeOf({ rows }: TableSource): string {
  return rows
    .map(({ unit, from, to }) => {
      const write = (value: number) => (unit === 'cm' ? decimal(value, 1) : formatCount(value));
      return text.range(write(from), write(to), text.rows[unit]);
    })
    .join('; ');
}

function questionWords(question: keyof typeof OPEN_QUESTIONS): string {
  const words = proof.question[question];
  const value = OPEN_QUESTIONS[question] ?? 0;
  if (typeof words === 'string') return words;
  return words(Math.abs(value) < 10 ? wholeSd(value) : formatCount(value));
}

/** The keys as they are written, not any string. */
function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  const isKey = (key: string): key is Key => key in record;
  return Object.keys(record).filter(isKey);
}
