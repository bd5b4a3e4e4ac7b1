/** What the last weighing and measuring means: the numbers, one sentence, refer or not, what to say, and every index. */

import { formatAge, formatCm, formatDate, formatKg, formatMonth } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { shared } from '#client/i18n/shared.ts';
import { Notice } from '#client/ui/notice.tsx';
import { StatusSign } from '#client/ui/status-sign.tsx';
import { completedMonths, monthOf } from '#domain/dates.ts';
import type { GrowthAssessment } from '#domain/growth/assess-growth.ts';
import { FIRST_HEIGHT_DAY } from '#domain/growth/reference.ts';
import type { Measurement } from '#domain/measurement.ts';
import { ChangeGain } from './change-gain.tsx';
import { gainWords } from './gain-words.ts';
import { IndexList } from './index-list.tsx';
import { meaningOf, motherWords, TONE_OF_MEANING } from './meaning.ts';
import css from './child.module.css';

const text = growth.result;

/** Children come to be weighed until the fifth birthday. */
const LAST_MONTHS = 60;

interface ResultCardProps {
  readonly assessment: GrowthAssessment;
  readonly child: { readonly bornOn: string };
}

export function ResultCard({ assessment, child }: ResultCardProps) {
  const { assessed, ageDays, questions } = assessment;
  const curve = ageDays < FIRST_HEIGHT_DAY ? 'length' : 'height';
  if (assessed === null) {
    return (
      <section className={css['card']}>
        <h2>{text.title}</h2>
        <Notice tone="unknown">{growth.meaning['no-measurement']}</Notice>
      </section>
    );
  }
  const { measuredOn } = assessed.measurement;
  const thisMonth = monthOf(measuredOn) === monthOf(assessment.on);
  const stillWeighed = completedMonths(child.bornOn, assessment.on) < LAST_MONTHS;
  return (
    <section className={css['card']}>
      <div>
        <h2>{text.title}</h2>
        <p className={css['quiet']}>
          {text.of(formatDate(measuredOn), formatAge(child.bornOn, measuredOn))}
        </p>
        {!thisMonth && stillWeighed && (
          <p className={css['stale']}>
            <span aria-hidden="true">? </span>
            {text.stale(formatMonth(monthOf(assessment.on)))}
          </p>
        )}
      </div>
      <Figures measurement={assessed.measurement} curve={curve} />
      <Gain assessment={assessment} />
      <Outcome assessment={assessment} />
      {thisMonth && <Mother assessment={assessment} />}
      <h3>{text.indices}</h3>
      <IndexList indices={assessment.indices} curve={curve} />
      {questions.length > 0 && (
        <Notice tone="watch">
          <strong>{growth.unusual}</strong>
          <ul>
            {questions.map(({ kind, field }) => (
              <li key={`${field}-${kind}`}>{growth.question[kind]}</li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}

interface FiguresProps {
  readonly measurement: Measurement;
  readonly curve: 'length' | 'height';
}

function Figures({ measurement, curve }: FiguresProps) {
  const { weightGrams, lengthMm, position, headMm, muacMm } = measurement;
  return (
    <dl className={css['figures']}>
      {weightGrams !== null && (
        <Figure name={text.weight} value={formatKg(weightGrams)} unit="kg" main />
      )}
      {lengthMm !== null && (
        <Figure
          name={text.length[curve]}
          value={formatCm(lengthMm)}
          unit="cm"
          note={position === null ? undefined : shared.position[position].toLowerCase()}
        />
      )}
      {headMm !== null && <Figure name={text.head} value={formatCm(headMm)} unit="cm" />}
      {muacMm !== null && <Figure name={text.muac} value={formatCm(muacMm)} unit="cm" />}
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly note?: string | undefined;
  readonly main?: boolean;
}

function Figure({ name, value, unit, note, main = false }: FigureProps) {
  return (
    <div className={css['figure']}>
      <dt className={css['quiet']}>{name}</dt>
      <dd>
        <span className={main ? css['main-number'] : css['number']}>{value}</span> {unit}
        {note !== undefined && <span className={css['note']}>{note}</span>}
      </dd>
    </div>
  );
}

function Gain({ assessment }: { readonly assessment: GrowthAssessment }) {
  const { tone, sign, word, detail } = gainWords(assessment);
  const { assessed, weightGain } = assessment;
  return (
    <div>
      <p className={css['gain']}>
        <span className="visually-hidden">{growth.gain.title}: </span>
        <StatusSign tone={tone} sign={sign} word={word} />
        {detail !== null && <span>{detail}</span>}
      </p>
      {assessment.twoT && <p>{growth.gain.twoT}</p>}
      {assessment.softTwoT && <p>{growth.gain.softTwoT}</p>}
      {assessed !== null && <ChangeGain assessed={assessed} weightGain={weightGain} />}
    </div>
  );
}

function Outcome({ assessment }: { readonly assessment: GrowthAssessment }) {
  const { referrals } = assessment;
  const [first] = referrals;
  const meaning = meaningOf(assessment);
  const tone = TONE_OF_MEANING[meaning];
  return (
    <Notice tone={tone}>
      <p className={css['meaning']}>{growth.meaning[meaning]}</p>
      {first === undefined ? (
        <p>{tone === 'unknown' ? growth.noReferralKnown : growth.noReferral}.</p>
      ) : (
        <>
          <p>
            <strong>{growth.refer[first.urgency]}.</strong> {growth.referBecause}{' '}
            {referrals.map(({ finding }) => growth.finding[finding]).join(', ')}.
          </p>
          <details className={css['source']}>
            <summary>{growth.referSource}</summary>
            <ul>
              {referrals.map(({ finding, source }) => (
                <li key={finding}>
                  {growth.finding[finding]}: {source}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </Notice>
  );
}

/** Said while the mother is there: on the day, and as long as no later month waits for its weighing. */
function Mother({ assessment }: { readonly assessment: GrowthAssessment }) {
  return (
    <div className={css['mother']}>
      <h3>{growth.mother.title}</h3>
      <blockquote>
        {motherWords(assessment).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </blockquote>
    </div>
  );
}
