/** The figures of one dose, each with its certainty: "PCV 3: mulai 12 bulan B · …". */

import { Fragment } from 'react';
import { formatCount } from '#client/i18n/format.ts';
import { proof } from '#client/i18n/proof.ts';
import type { DoseRule, Figure } from '#domain/immunization/schedule-schema.ts';
import { Mark } from './certainty-mark.tsx';

const text = proof.dose;

export function DoseFigures({ rule }: { readonly rule: DoseRule }) {
  const { dose, earliest, idealBefore, routineBefore, catchUpBefore, advisedBefore } = rule;
  const figures: readonly (readonly [word: string, figure: Figure | null])[] = [
    [text.earliest, earliest],
    ...rule.intervals.map((interval) => [text.interval, interval] as const),
    [text.idealBefore, idealBefore],
    [text.routineBefore, routineBefore],
    [text.catchUpBefore, catchUpBefore],
    [text.advisedBefore, advisedBefore],
  ];
  const known = figures.flatMap(([word, figure]) => (figure === null ? [] : [{ word, figure }]));
  return (
    <>
      <strong>{dose}:</strong>{' '}
      {known.map(({ word, figure }, place) => (
        <Fragment key={`${word} ${figureWords(figure)}`}>
          {place > 0 && ' · '}
          {word} {figureWords(figure)} <Mark of={figure.certainty} />
        </Fragment>
      ))}
    </>
  );
}

function figureWords(figure: Figure): string {
  return 'months' in figure
    ? text.months(formatCount(figure.months))
    : text.days(formatCount(figure.days));
}
