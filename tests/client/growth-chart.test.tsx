/** The growth chart: WHO's lines where WHO draws them, every point drawn as what it is, and all of it readable without eyes or mouse. */

import { fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartDrawing } from '#client/ui/growth-chart/chart-lines.ts';
import { marksOf } from '#client/ui/growth-chart/chart-marks.tsx';
import {
  chartPoints,
  joinedRuns,
  type ChartChild,
  type ChartKind,
} from '#client/ui/growth-chart/chart-points.ts';
import { DRAWING, spreadLabels } from '#client/ui/growth-chart/chart-scale.ts';
import { chartWindows, isInWindow } from '#client/ui/growth-chart/chart-window.ts';
import { GrowthCharts } from '#client/ui/growth-chart/growth-charts.tsx';
import type { Sex } from '#domain/child.ts';
import { addDays, addMonths } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { Measurement } from '#domain/measurement.ts';
import { newAccountId, newChildId, newEventId, theMeasurement } from '../support/mutations.ts';

const TODAY = '2026-11-23';
const boy: ChartChild = { sex: 'male', bornOn: '2026-04-10' };
const olderGirl: ChartChild = { sex: 'female', bornOn: '2024-09-10' };

function measured(over: Partial<Measurement>, voided = false): EffectiveMeasurement {
  const id = newEventId();
  return {
    id,
    decidedBy: id,
    childId: newChildId(),
    authorId: newAccountId(),
    voided,
    measurement: theMeasurement(over),
  };
}

/** Month of life and kilograms. */
function weighings(child: ChartChild, ...pairs: readonly (readonly [number, number])[]) {
  return pairs.map(([month, kg]) =>
    measured({
      measuredOn: addMonths(child.bornOn, month),
      weightGrams: kg * 1000,
      lengthMm: null,
      position: null,
    }),
  );
}

function firstWindow(kind: ChartKind, ageDays: number) {
  return chartWindows(kind, [], ageDays)[0];
}

/** Values of the lines at the right end of a chart, −3 first. */
function valuesAtEnd(kind: ChartKind, sex: Sex, ageDays: number): number[] {
  const { lines, y } = chartDrawing(kind, sex, firstWindow(kind, ageDays), []);
  const perPixel = (y.to - y.from) / (y(y.to) - y(y.from));
  return lines.map(({ end }) => y.from + ((end?.y ?? Number.NaN) - y(y.from)) * perPixel);
}

describe('the WHO lines', () => {
  // Published tables of the WHO Child Growth Standards (2006), weight-for-age in kg, SD −3 … +3.
  test.each([
    ['male', 100, [8.6, 9.7, 10.8, 12.2, 13.6, 15.3, 17.1]],
    ['female', 100, [8.1, 9.0, 10.2, 11.5, 13.0, 14.8, 17.0]],
    ['male', 1000, [12.4, 14.1, 16.0, 18.3, 21.0, 24.2, 27.9]],
    ['female', 1000, [12.1, 13.7, 15.8, 18.2, 21.2, 24.9, 29.5]],
  ] as const)('end at the published weights (%s, age %i days)', (sex, ageDays, published) => {
    const drawn = valuesAtEnd('weightForAge', sex, ageDays);
    for (const [index, kg] of published.entries()) expect(drawn[index]).toBeCloseTo(kg, 1);
  });

  test('of length never bridge the step from lying to standing at two years', () => {
    const points = chartPoints('lengthForAge', olderGirl, [
      measured({
        measuredOn: addMonths(olderGirl.bornOn, 25),
        lengthMm: 860,
        position: 'standing',
      }),
    ]);
    const near = chartWindows('lengthForAge', points, 780).find(({ id }) => id === 'near');
    if (near === undefined) throw new Error('a child with a point has a close view');
    for (const { path } of chartDrawing('lengthForAge', 'female', near, points).lines) {
      expect(path.match(/M/g)).toHaveLength(2);
    }
  });

  test('have names that never cover each other, in the order of the lines', () => {
    const places = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 7 });
    const apart = fc.property(places, (at) => {
      const placed = spreadLabels(at, 12).sort((a, b) => a - b);
      return placed.every((place, index) => {
        const before = placed[index - 1];
        return before === undefined || place - before >= 12 - 1e-9;
      });
    });
    expect(fc.check(apart, { seed: 3 }).counterexample).toBeNull();
    expect(spreadLabels([40, 10, 12], 12)).toEqual([40, 10, 22]);
  });
});

describe('the points of a child', () => {
  test('stand at the corrected length, and keep what was read', () => {
    const [standing] = chartPoints('lengthForAge', olderGirl, [
      measured({
        measuredOn: addMonths(olderGirl.bornOn, 20),
        lengthMm: 800,
        position: 'standing',
      }),
    ]);
    expect(standing).toMatchObject({ y: 80.7, correctionMm: 7, lengthMm: 800, curve: 'length' });
    const [lying] = chartPoints('lengthForAge', olderGirl, [
      measured({ measuredOn: addMonths(olderGirl.bornOn, 26), lengthMm: 860, position: 'lying' }),
    ]);
    expect(lying).toMatchObject({ y: 85.3, correctionMm: -7, lengthMm: 860, curve: 'height' });
  });

  test('of weight-for-length belong to the table of their age', () => {
    const points = chartPoints('weightForLength', olderGirl, [
      measured({ measuredOn: addMonths(olderGirl.bornOn, 20), lengthMm: 800, position: 'lying' }),
      measured({
        measuredOn: addMonths(olderGirl.bornOn, 26),
        lengthMm: 860,
        position: 'standing',
      }),
    ]);
    const [height, length] = chartWindows('weightForLength', points, 800);
    expect([height.id, length?.id]).toEqual(['height', 'length']);
    expect(points.map((point) => isInWindow(point, height))).toEqual([false, true]);
  });

  test('are joined until a calendar month without weighing leaves a gap', () => {
    const points = chartPoints(
      'weightForAge',
      boy,
      weighings(boy, [1, 4.5], [2, 5.6], [3, 6.4], [5, 7.4], [6, 7.9]),
    );
    expect(joinedRuns('weightForAge', points).map((run) => run.length)).toEqual([3, 2]);
  });

  test('that are voided, implausible or not judged are never part of the line', () => {
    const history = weighings(boy, [1, 4.5], [2, 5.6], [3, 31], [4, 7], [5, 7.4], [6, 7.9]);
    const spoiled = history.map((each, index) => ({
      ...each,
      voided: index === 1,
      measurement: { ...each.measurement, oedema: index === 4 },
    }));
    const points = chartPoints('weightForAge', boy, spoiled);
    expect(points.map(({ standing }) => standing)).toEqual([
      'judged',
      'voided',
      'implausible',
      'judged',
      'unjudged',
      'judged',
    ]);
    expect(joinedRuns('weightForAge', points).map((run) => run.length)).toEqual([1, 1, 1]);
  });

  test('lie inside the frame whatever was measured', () => {
    const kinds = fc.constantFrom<ChartKind>('weightForAge', 'lengthForAge', 'weightForLength');
    const values = fc.record({
      day: fc.integer({ min: 0, max: 1826 }),
      weightGrams: fc.integer({ min: 500, max: 60_000 }),
      lengthMm: fc.integer({ min: 250, max: 1500 }),
      position: fc.constantFrom('lying' as const, 'standing' as const),
    });
    const inside = fc.property(kinds, fc.array(values, { maxLength: 20 }), (kind, taken) => {
      const points = chartPoints(
        kind,
        boy,
        taken.map(({ day, ...rest }) =>
          measured({ measuredOn: addDays(boy.bornOn, day), ...rest }),
        ),
      );
      return chartWindows(kind, points, 1000).every((window) => {
        const shown = points.filter((point) => isInWindow(point, window));
        return marksOf(shown, chartDrawing(kind, 'male', window, shown)).every(isInFrame);
      });
    });
    expect(fc.check(inside, { numRuns: 60, seed: 7 }).counterexample).toBeNull();
  });
});

function isInFrame({ x, y }: { readonly x: number; readonly y: number }): boolean {
  const { left, right, top, bottom, width, height } = DRAWING;
  return (
    x >= left - 0.01 && x <= width - right + 0.01 && y >= top - 0.01 && y <= height - bottom + 0.01
  );
}

describe('on the screen', () => {
  const steady = () => weighings(boy, [4, 7], [5, 7.5], [6, 7.9], [7, 8.3]);
  const show = (child: ChartChild, measurements: readonly EffectiveMeasurement[]) =>
    render(<GrowthCharts child={child} measurements={measurements} today={TODAY} />);

  test('the drawing is described by its last value and where that lies', () => {
    show(boy, steady());
    const drawing = screen.getByRole('img');
    expect(drawing).toHaveAccessibleName(/Grafik berat menurut umur \(BB\/U\), anak laki-laki/);
    expect(drawing.querySelector('desc')).toHaveTextContent(
      /4 titik; yang terakhir 10 Nov 2026: 8,3 kg, [+−]?0,\d+ SD/,
    );
    expect(drawing.querySelector('desc')).toHaveTextContent(/antara garis .* SD/);
  });

  test('arrow keys move the reader through age, value and SD', async () => {
    show(boy, steady());
    const reader = screen.getByRole('toolbar');
    const said = within(reader).getByRole('status');
    expect(said).toHaveTextContent(/^7 bl · 8,3 kg · [+−]?0,\d+ SD$/);
    within(reader).getByRole('button', { name: 'Titik sebelumnya' }).focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(said).toHaveTextContent(/^5 bl · 7,5 kg/);
    await userEvent.keyboard('{Home}{ArrowLeft}');
    expect(said).toHaveTextContent(/^4 bl · 7,0 kg/);
    await userEvent.keyboard('{End}');
    expect(said).toHaveTextContent(/^7 bl/);
  });

  test('a tap moves the reader to the nearest point', () => {
    show(boy, steady());
    const drawing = screen.getByRole('img');
    const { width, height } = DRAWING;
    drawing.getBoundingClientRect = () => new DOMRect(0, 0, width * 2, height * 2);
    const fifth = drawing.querySelectorAll('[data-standing] circle')[1];
    fireEvent.click(drawing, {
      clientX: Number(fifth?.getAttribute('cx')) * 2 + 3,
      clientY: Number(fifth?.getAttribute('cy')) * 2 + 40,
    });
    expect(screen.getByRole('status')).toHaveTextContent(/^5 bl · 7,5 kg/);
  });

  test('each kind of point is told in its shape, the reader, the legend and the table', async () => {
    const [fourth, fifth, sixth, seventh] = steady();
    if (!fourth || !fifth || !sixth || !seventh) throw new Error('four weighings');
    show(boy, [
      { ...fourth, voided: true },
      { ...fifth, measurement: { ...fifth.measurement, weightGrams: 41_000 } },
      { ...sixth, measurement: { ...sixth.measurement, oedema: true } },
      seventh,
    ]);
    const shapes = [...screen.getByRole('img').querySelectorAll('[data-standing]')];
    expect(shapes.map((shape) => shape.getAttribute('data-standing'))).toEqual([
      'voided',
      'implausible',
      'unjudged',
      'judged',
    ]);
    const legend = screen.getByRole('list', { name: 'Arti garis dan tanda' });
    for (const words of [/dicoret: dibatalkan/, /tidak wajar/, /tidak bisa dinilai/]) {
      expect(legend).toHaveTextContent(words);
    }
    within(screen.getByRole('toolbar')).getByRole('button', { name: 'Titik berikutnya' }).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(screen.getByRole('status')).toHaveTextContent(
      '6 bl · 7,9 kg · tidak bisa dinilai: kedua kaki bengkak',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Lihat angka' }));
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
      '10 Nov 2026',
      '10 Okt 2026',
      '10 Sep 2026',
      '10 Agu 2026',
    ]);
    expect(rows[1]).toHaveTextContent('kedua kaki bengkak');
    expect(rows[2]).toHaveTextContent('tidak wajar');
    expect(rows[3]?.querySelector('del')).toHaveTextContent('7,0');
  });

  test('a child past two years begins with the second half and can look back', async () => {
    show(olderGirl, weighings(olderGirl, [12, 8.9], [13, 9.1], [25, 11.5], [26, 11.7]));
    expect(screen.getByRole('button', { name: '24–60 bulan' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(screen.getByRole('status')).toHaveTextContent(/^2 th 2 bl/);
    await userEvent.click(screen.getByRole('button', { name: '0–24 bulan' }));
    expect(screen.getByRole('status')).toHaveTextContent(/^1 th 1 bl/);
  });

  test('the tabs are walked with arrow keys and speak of height from two years on', async () => {
    show(olderGirl, [
      measured({ measuredOn: addMonths(olderGirl.bornOn, 26), lengthMm: 860, position: 'lying' }),
    ]);
    screen.getByRole('tab', { name: /Berat BB\/U/ }).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(screen.getByRole('tab', { name: /Tinggi TB\/U/ })).toHaveFocus();
    expect(screen.getByRole('img')).toHaveAccessibleName(/Grafik tinggi menurut umur \(TB\/U\)/);
    expect(screen.getByText('Dinilai dengan standar tinggi badan (berdiri).')).toBeVisible();
    expect(screen.getByText(/dikoreksi 0,7 cm/)).toBeVisible();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(screen.getByRole('tab', { name: /Berat BB\/U/ })).toHaveFocus();
  });

  test('no point, a first step; and what fits no part of the chart is said', () => {
    const { unmount } = show(boy, []);
    expect(screen.getByText(/Titik muncul setelah penimbangan pertama/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Lihat angka' })).not.toBeInTheDocument();
    unmount();
    const old: ChartChild = { sex: 'male', bornOn: '2021-10-20' };
    const pastTheStandards = measured({ measuredOn: '2026-11-10', weightGrams: 17_200 });
    show(old, [...weighings(old, [59, 17]), pastTheStandards]);
    expect(screen.getByText('1 penimbangan tidak muat di grafik ini; lihat angka.')).toBeVisible();
  });
});
