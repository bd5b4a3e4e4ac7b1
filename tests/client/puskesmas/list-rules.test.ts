import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  markOn,
  noMarks,
  withMarks,
  withMarksOf,
} from '#client/features/puskesmas/review/decided-marks.ts';
import {
  arrivedSince,
  standingRecords,
  totalStanding,
} from '#client/features/puskesmas/review/list-pages.ts';
import {
  activeRow,
  emptyListState,
  listReducer,
  rowAfterLeaving,
} from '#client/features/puskesmas/review/list-state.ts';
import { readView, writeView } from '#client/features/puskesmas/review/review-view.ts';
import { scrollTopFor, windowRange } from '#client/features/puskesmas/review/window-range.ts';
import { reviewStatusSchema } from '#protocol/pull.ts';
import { reviewFlagSchema, reviewKindSchema } from '#protocol/review.ts';
import { aRecord } from '../../support/memory-puskesmas.ts';
import { newMid, newPosyanduId } from '../../support/mutations.ts';

describe('the address of a view', () => {
  test('says every view and nothing of a child', () => {
    const posyanduId = newPosyanduId();
    const open = newMid();
    fc.assert(
      fc.property(
        fc.constantFrom(...reviewStatusSchema.options),
        fc.option(fc.constantFrom(...reviewFlagSchema.options)),
        fc.option(fc.constantFrom(...reviewKindSchema.options)),
        fc.constantFrom(posyanduId, null),
        fc.constantFrom(open, null),
        (status, flag, kind, posyandu, mid) => {
          const view = { filter: { status, flag, kind, posyanduId: posyandu }, open: mid };
          expect(readView(writeView(view))).toEqual(view);
        },
      ),
      { seed: 7 },
    );
  });

  test('what it cannot read counts as not said', () => {
    expect(readView('?status=lama&posyandu=x&tanda=y&jenis=w&buka=z')).toEqual(readView(''));
  });
});

describe('which rows are drawn', () => {
  const rowHeight = 36;

  test('those in sight are always among them, and never many more', () => {
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.nat(800_000),
        fc.integer({ min: 1, max: 2000 }),
        (count, scrollTop, height) => {
          const { from, to } = windowRange({ scrollTop, height, rowHeight, count });
          const firstSeen = Math.floor(scrollTop / rowHeight);
          const lastSeen = Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) - 1);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(count);
          const seesNone = firstSeen >= count;
          expect(seesNone || (from <= firstSeen && to > lastSeen)).toBe(true);
          expect(to - from).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 26);
        },
      ),
      { seed: 7 },
    );
  });

  test('a row is brought into sight by the shortest way', () => {
    const view = { scrollTop: 360, height: 360, rowHeight };
    expect(scrollTopFor(9, view)).toBe(324);
    expect(scrollTopFor(10, view)).toBe(360);
    expect(scrollTopFor(19, view)).toBe(360);
    expect(scrollTopFor(20, view)).toBe(396);
  });
});

describe('where the reader stands', () => {
  const [one, two, three] = [newMid(), newMid(), newMid()];

  test('follows its record when rows come before it', () => {
    const state = listReducer(emptyListState, { type: 'go', mid: two, index: 0 });
    expect(activeRow(state, [one, two, three])).toBe(1);
  });

  test('takes the place of a row that left, also at the end', () => {
    const state = listReducer(emptyListState, { type: 'go', mid: three, index: 2 });
    expect(activeRow(state, [one, two])).toBe(1);
    expect(activeRow(state, [])).toBe(-1);
  });

  test('goes to the next row that stays, else to the last before', () => {
    expect(rowAfterLeaving([one, two, three], 0, new Set([one, two]))).toBe(three);
    expect(rowAfterLeaving([one, two, three], 2, new Set([three]))).toBe(two);
    expect(rowAfterLeaving([one], 0, new Set([one]))).toBeNull();
  });
});

describe('decisions laid over the answers of the server', () => {
  const record = aRecord();
  const page = (askedAtMs: number, records = [record]) => ({
    server: 'siposyandu' as const,
    records,
    next: null,
    total: records.length,
    askedAtMs,
  });
  const approved = (settledAtMs: number | null) =>
    withMarks(noMarks, [record.mid], { status: 'approved', reason: null, settledAtMs });

  test('hide a record from the moment of deciding', () => {
    expect(standingRecords([page(1)], approved(null), 'waiting')).toEqual([]);
    expect(standingRecords([page(1)], approved(null), 'approved')).toMatchObject([
      { mid: record.mid, status: 'approved' },
    ]);
    expect(totalStanding([page(1)], 0)).toBe(0);
  });

  test('give way to an answer asked for after the server had confirmed', () => {
    expect(standingRecords([page(5)], approved(4), 'waiting')).toEqual([record]);
    expect(standingRecords([page(5)], approved(5), 'waiting')).toEqual([]);
  });

  test('taken back leave what stood there before', () => {
    const before = approved(3);
    const during = withMarks(before, [record.mid], {
      status: 'waiting',
      reason: null,
      settledAtMs: null,
    });
    expect(withMarksOf(during, [record.mid], before)).toEqual(before);
    expect(withMarksOf(approved(null), [record.mid], noMarks)).toEqual(noMarks);
  });

  test('what was decided elsewhere is in no list of this desk', () => {
    const marks = withMarks(noMarks, [record.mid], {
      status: 'elsewhere',
      reason: null,
      settledAtMs: 3,
    });
    expect(standingRecords([page(1)], marks, 'waiting')).toEqual([]);
    expect(markOn(marks, record.mid, 4)).toBeNull();
  });

  test('only what is newer than all that is loaded counts as arrived', () => {
    const newer = aRecord({ arrivedAtMs: record.arrivedAtMs + 1 });
    const older = aRecord({ arrivedAtMs: record.arrivedAtMs - 1 });
    const newest = page(9, [newer, record, older]);
    expect(arrivedSince([page(1)], newest, noMarks)).toEqual({ count: 1, more: false });
    expect(arrivedSince([page(1)], { ...page(9, [newer]), next: 'x' }, noMarks).more).toBe(true);
    expect(arrivedSince([page(1, [])], newest, noMarks).count).toBe(3);
  });
});
