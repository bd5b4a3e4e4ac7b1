/** The numbers behind a chart, newest first, for those who read rather than look. */

import { formatAge, formatCm, formatKg, formatPlainDate, formatZ } from '#client/i18n/format.ts';
import { growthChart } from '#client/i18n/growth-chart.ts';
import { growth } from '#client/i18n/growth.ts';
import type { ChartChild, ChartCurve, ChartKind, ChartPoint } from './chart-points.ts';
import css from './growth-chart.module.css';

const text = growthChart;

interface ChartTableProps {
  readonly kind: ChartKind;
  readonly child: ChartChild;
  readonly curve: ChartCurve;
  readonly title: string;
  readonly points: readonly ChartPoint[];
}

export function ChartTable({ kind, child, curve, title, points }: ChartTableProps) {
  const withLength = kind !== 'weightForAge';
  const withWeight = kind !== 'lengthForAge';
  return (
    <div className={css['table-frame']}>
      <table className={css['table']}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.day}</th>
            <th scope="col">{text.columns.age}</th>
            {withLength && <th scope="col">{text.columns.length[curve]}</th>}
            {withWeight && <th scope="col">{text.columns.weight}</th>}
            <th scope="col">{text.columns.z}</th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <Row
              key={point.id}
              point={point}
              age={formatAge(child.bornOn, point.measuredOn)}
              lengthMm={kind === 'weightForLength' ? point.x : withLength ? point.y * 10 : null}
              weightKg={withWeight ? point.y : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly point: ChartPoint;
  readonly age: string;
  readonly lengthMm: number | null;
  readonly weightKg: number | null;
}

function Row({ point, age, lengthMm, weightKg }: RowProps) {
  const voided = point.standing === 'voided';
  const length = lengthMm === null ? null : formatCm(Math.round(lengthMm));
  const weight = weightKg === null ? null : formatKg(Math.round(weightKg * 1000));
  const why =
    point.reason === null || voided
      ? text.state[point.standing]
      : growth.notAssessedBecause(point.reason, point.curve);
  return (
    <tr>
      <th scope="row">{formatPlainDate(point.measuredOn)}</th>
      <td>{age}</td>
      {length !== null && (
        <td>
          {voided ? <del>{length}</del> : length}
          {point.correctionMm !== 0 && point.lengthMm !== null && (
            <span className={css['small']}>{text.correctedNote(formatCm(point.lengthMm))}</span>
          )}
        </td>
      )}
      {weight !== null && <td>{voided ? <del>{weight}</del> : weight}</td>}
      <td>
        {point.z !== null && formatZ(point.z)}
        {why !== '' && <span className={css['small']}>{why}</span>}
      </td>
    </tr>
  );
}
