/** How much was compared and tested. Every number comes from a file that the test run writes (`tests/support/kept-figures.ts`). */

import { formatCount } from '#client/i18n/format.ts';
import { proof } from '#client/i18n/proof.ts';
import { smallNumber } from './decimals.ts';
import explained from './figures/explained.json' with { type: 'json' };
import bounds from './figures/immunization-bounds.json' with { type: 'json' };
import laws from './figures/immunization-laws.json' with { type: 'json' };
import software from './figures/who-software.json' with { type: 'json' };
import tables from './figures/who-tables.json' with { type: 'json' };
import css from './proof.module.css';

const text = proof.figures;

export function TestFigures({ appVersion }: { readonly appVersion: string }) {
  return (
    <section className={css['part']} aria-labelledby="pengujian">
      <h2 id="pengujian">{text.title}</h2>
      <p className={css['lead']}>{text.lead(formatCount(software.scores), software.version)}</p>
      <dl className={css['figures']}>
        <Figure
          name={text.comparisons}
          value={formatCount(software.comparisons)}
          about={text.comparisonsAbout(formatCount(software.rows))}
        />
        <Figure
          name={text.difference}
          value={smallNumber(software.largestDifference)}
          about={text.differenceAbout}
        />
        <Figure name={text.deviations} value={formatCount(software.deviations)} />
        <Figure name={text.tables} value={formatCount(tables.values)} about={text.tablesAbout} />
        <Figure
          name={text.explained}
          value={formatCount(explained.children)}
          about={text.explainedAbout(formatCount(explained.scores))}
        />
        <Figure
          name={text.laws}
          value={formatCount(laws.lives)}
          about={text.lawsAbout(formatCount(laws.laws))}
        />
        <Figure name={text.bounds} value={formatCount(bounds.children)} about={text.boundsAbout} />
      </dl>
      <details className={css['more']}>
        <summary>{text.deviationsTitle}</summary>
        <ul className={css['notes']}>
          {text.deviationList.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </details>
      <p className={css['quiet']}>{text.written(appVersion)}</p>
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly about?: string;
}

function Figure({ name, value, about }: FigureProps) {
  return (
    <div className={css['figure']}>
      <dt>
        {name}
        {about !== undefined && <span className={css['small']}>{about}</span>}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
