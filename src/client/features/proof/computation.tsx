/** The result of one child: each index with its verdict, and under it every step with its numbers. */

import { useEffect, useRef, useState } from 'react';
import { formatZ } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { proof } from '#client/i18n/proof.ts';
import { Button } from '#client/ui/button.tsx';
import { SIGN_OF_CATEGORY_TONE, TONE_OF_CATEGORY } from '#client/ui/growth-tone.ts';
import { StatusSign } from '#client/ui/status-sign.tsx';
import {
  explainGrowth,
  SCORED_INDICES,
  type GrowthExplanation,
} from '#domain/growth/explain-growth.ts';
import type { IndexResult } from '#domain/growth/index-results.ts';
import type { ScoredIndex } from '#domain/growth/nutrition-status.ts';
import type { Calculation } from './calculator-values.ts';
import { IndexSteps } from './index-steps.tsx';
import { givenWords, verdictWord } from './result-words.ts';
import { SharedSteps } from './shared-steps.tsx';
import css from './proof.module.css';

const text = proof.result;

/** Comes into view when it is drawn: give it a `key` of its own for each computation. */
export function Computation({ calculation }: { readonly calculation: Calculation }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [open, setOpen] = useState<boolean | null>(null);
  const { child, measurement } = calculation;
  const explained = explainGrowth(child, measurement);
  const first = SCORED_INDICES.find((index) => explained.steps[index] !== null);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, []);

  return (
    <section className={css['result']} aria-labelledby="hasil">
      <h3 id="hasil" ref={heading} tabIndex={-1}>
        {text.title}
      </h3>
      <p>{givenWords(calculation, explained)}</p>
      {first !== undefined && (
        <Button look="quiet" className={css['all']} onClick={() => setOpen(open !== true)}>
          {open === true ? text.closeAll : text.openAll}
        </Button>
      )}
      <details className={css['index']} open={open ?? true}>
        <summary>
          <strong>{text.shared}</strong>
        </summary>
        <SharedSteps calculation={calculation} explained={explained} />
      </details>
      {SCORED_INDICES.map((index) => {
        const steps = explained.steps[index];
        const head = <IndexHead index={index} explained={explained} />;
        if (steps === null) {
          return (
            <div key={index} className={`${css['index']} ${css['closed']}`}>
              {head}
            </div>
          );
        }
        return (
          <details key={index} className={css['index']} open={open ?? index === first}>
            <summary>{head}</summary>
            <IndexSteps
              index={index}
              sex={child.sex}
              steps={steps}
              result={explained.results[index]}
              curve={explained.curve}
              weightKg={(measurement.weightGrams ?? 0) / 1000}
              lengthCm={explained.length?.correctedCm ?? null}
            />
          </details>
        );
      })}
    </section>
  );
}

interface IndexHeadProps {
  readonly index: ScoredIndex;
  readonly explained: GrowthExplanation;
}

function IndexHead({ index, explained: { curve, results } }: IndexHeadProps) {
  const { code, name } = growth.index(index, curve);
  const result = results[index];
  return (
    <span className={css['head']}>
      <span className={css['name']}>
        <strong>{code}</strong>
        <span className={css['small']}>{name}</span>
      </span>
      <Verdict result={result} curve={curve} />
    </span>
  );
}

function Verdict({
  result,
  curve,
}: {
  readonly result: IndexResult;
  readonly curve: GrowthExplanation['curve'];
}) {
  if (result.status === 'not-assessed') {
    return (
      <span className={css['quiet']}>
        {growth.notAssessed}: {growth.notAssessedBecause(result.reason, curve)}
      </span>
    );
  }
  const tone = result.status === 'assessed' ? TONE_OF_CATEGORY[result.category] : 'unknown';
  return (
    <span className={css['verdict']}>
      <StatusSign tone={tone} sign={SIGN_OF_CATEGORY_TONE[tone]} word={verdictWord(result)} />
      {result.z !== null && <span className={css['z']}>{formatZ(result.z)} SD</span>}
    </span>
  );
}
