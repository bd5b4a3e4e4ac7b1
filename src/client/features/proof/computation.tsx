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
  const [open, setOpen] = useState(true);
  const { child, measurement } = calculation;
  const explained = explainGrowth(child, measurement);

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
      <dl className={css['verdicts']}>
        {SCORED_INDICES.map((index) => (
          <VerdictRow key={index} index={index} explained={explained} />
        ))}
      </dl>
      <Button look="quiet" className={css['all']} onClick={() => setOpen(!open)}>
        {open ? text.closeAll : text.openAll}
      </Button>
      <details className={css['index']} open={open}>
        <summary>
          <strong>{text.shared}</strong>
        </summary>
        <SharedSteps calculation={calculation} explained={explained} />
      </details>
      {SCORED_INDICES.map((index) => {
        const steps = explained.steps[index];
        if (steps === null) return null;
        const { code, name } = growth.index(index, explained.curve);
        return (
          <details key={index} className={css['index']} open={open}>
            <summary>
              <strong>{code}</strong> {name}
            </summary>
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

interface VerdictRowProps {
  readonly index: ScoredIndex;
  readonly explained: GrowthExplanation;
}

function VerdictRow({ index, explained: { curve, results } }: VerdictRowProps) {
  const result = results[index];
  return (
    <div className={css['verdict']}>
      <dt>{growth.index(index, curve).code}</dt>
      {result.status === 'not-assessed' ? (
        <dd className={css['quiet']}>
          {growth.notAssessed}: {growth.notAssessedBecause(result.reason, curve)}
        </dd>
      ) : (
        <>
          <dd className={css['z']}>{formatZ(result.z ?? 0)} SD</dd>
          <dd>
            <Verdict result={result} />
          </dd>
        </>
      )}
    </div>
  );
}

function Verdict({
  result,
}: {
  readonly result: Exclude<IndexResult, { status: 'not-assessed' }>;
}) {
  const tone = result.status === 'assessed' ? TONE_OF_CATEGORY[result.category] : 'unknown';
  return <StatusSign tone={tone} sign={SIGN_OF_CATEGORY_TONE[tone]} word={verdictWord(result)} />;
}
