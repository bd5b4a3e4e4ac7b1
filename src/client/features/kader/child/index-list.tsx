/** The status in each index with its z-score, or why there is none. */

import { formatZ } from '#client/i18n/format.ts';
import { growth, type Curve } from '#client/i18n/growth.ts';
import { SIGN_OF_CATEGORY_TONE, TONE_OF_CATEGORY } from '#client/ui/growth-tone.ts';
import { StatusSign } from '#client/ui/status-sign.tsx';
import type { IndexResult, IndexResults } from '#domain/growth/index-results.ts';
import { GROWTH_INDICES, type GrowthIndex } from '#domain/growth/nutrition-status.ts';
import css from './child.module.css';

interface IndexListProps {
  readonly indices: IndexResults;
  readonly curve: Curve;
}

export function IndexList({ indices, curve }: IndexListProps) {
  return (
    <dl className={css['indices']}>
      {GROWTH_INDICES.map((index) => (
        <IndexRow key={index} index={index} result={indices[index]} curve={curve} />
      ))}
    </dl>
  );
}

interface IndexRowProps {
  readonly index: GrowthIndex;
  readonly result: IndexResult;
  readonly curve: Curve;
}

function IndexRow({ index, result, curve }: IndexRowProps) {
  const { code, name } = growth.index(index, curve);
  return (
    <div className={css['index']}>
      <dt>
        <strong>{code}</strong>
        <span className={css['index-name']}>{name}</span>
      </dt>
      <dd>
        <Verdict result={result} curve={curve} />
        {result.status !== 'not-assessed' && <BasisNote index={index} result={result} />}
      </dd>
    </div>
  );
}

function Verdict({ result, curve }: Omit<IndexRowProps, 'index'>) {
  switch (result.status) {
    case 'assessed': {
      const tone = TONE_OF_CATEGORY[result.category];
      return (
        <span className={css['verdict']}>
          <StatusSign
            tone={tone}
            sign={SIGN_OF_CATEGORY_TONE[tone]}
            word={growth.category[result.category]}
          />
          {result.z !== null && <span className={css['z']}>{formatZ(result.z)} SD</span>}
        </span>
      );
    }
    case 'implausible':
      return (
        <span className={css['verdict']}>
          <StatusSign tone="unknown" sign="?" word={growth.implausible} />
          <span className={css['z']}>{formatZ(result.z)} SD</span>
        </span>
      );
    case 'not-assessed':
      return (
        <span className={css['quiet']}>
          <span aria-hidden="true">? </span>
          {growth.notAssessed}: {growth.notAssessedBecause(result.reason, curve)}
        </span>
      );
  }
}

/** Said once, where length itself is judged. */
function BasisNote({
  index,
  result,
}: {
  readonly index: GrowthIndex;
  readonly result: Exclude<IndexResult, { status: 'not-assessed' }>;
}) {
  if (index !== 'lengthForAge') return null;
  const { correctionMm, positionIgnored } = result;
  if (correctionMm === 0 && !positionIgnored) return null;
  const words = positionIgnored
    ? growth.positionIgnored
    : correctionMm > 0
      ? growth.corrected.added
      : growth.corrected.taken;
  return <span className={css['note']}>{words}</span>;
}
