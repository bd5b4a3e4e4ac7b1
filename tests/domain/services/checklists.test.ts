import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/dates.ts';
import {
  dangerSignsAt,
  developmentListAt,
  developmentOn,
  judgeDangerSigns,
  judgeTbcSigns,
} from '#domain/services/checklists.ts';
import { DEVELOPMENT_CONTENT } from '#domain/services/development-content.ts';
import {
  dangerSignContentSchema,
  developmentContentSchema,
  tbcContentSchema,
  type QuestionItem,
} from '#domain/services/question-content.ts';
import type { Answers, DevelopmentAnswers } from '#domain/services/service-facts.ts';
import { DANGER_SIGN_CONTENT, TBC_CONTENT } from '#domain/services/sign-content.ts';

const BORN = '2025-03-15';
const child = { bornOn: BORN };

function all(items: readonly QuestionItem[], answer: boolean | null): Answers {
  return Object.fromEntries(items.map(({ id }) => [id, answer]));
}

function listOf(months: number): readonly QuestionItem[] {
  return DEVELOPMENT_CONTENT.lists.find((list) => list.months === months)?.items ?? [];
}

function asked(
  askedOn: string,
  listMonths: number,
  special: Answers = {},
  edition: string = DEVELOPMENT_CONTENT.edition,
): DevelopmentAnswers {
  const answers = { ...all(listOf(listMonths), true), ...special };
  return { kind: 'development', askedOn, listMonths, edition, answers };
}

describe('the content', () => {
  it('has the shape of its schema, each text its own id', () => {
    expect(developmentContentSchema.safeParse(DEVELOPMENT_CONTENT).error).toBeUndefined();
    expect(dangerSignContentSchema.safeParse(DANGER_SIGN_CONTENT).error).toBeUndefined();
    expect(tbcContentSchema.safeParse(TBC_CONTENT).error).toBeUndefined();
  });

  it('has as many questions as the Buku KIA for each age', () => {
    expect(DEVELOPMENT_CONTENT.lists.map(({ months, items }) => [months, items.length])).toEqual([
      [3, 8],
      [6, 10],
      [9, 11],
      [12, 12],
      [18, 8],
      [24, 8],
      [36, 9],
      [48, 13],
      [60, 18],
      [72, 13],
    ]);
    expect(DANGER_SIGN_CONTENT.sets.map(({ items }) => items.length)).toEqual([12, 9]);
    expect(TBC_CONTENT.items).toHaveLength(4);
  });

  it('is refused with an id twice or the ages out of order', () => {
    const [first, second] = DEVELOPMENT_CONTENT.lists;
    const broken = [
      { ...DEVELOPMENT_CONTENT, lists: [first, { ...second, items: first.items }] },
      { ...DEVELOPMENT_CONTENT, lists: [second, first] },
      { ...DEVELOPMENT_CONTENT, lists: [{ ...first, items: [] }] },
    ];
    for (const content of broken) {
      expect(developmentContentSchema.safeParse(content).success).toBe(false);
    }
    const twice = [...TBC_CONTENT.items, TBC_CONTENT.items[0]];
    expect(tbcContentSchema.safeParse({ ...TBC_CONTENT, items: twice }).success).toBe(false);
    const atHome = [DANGER_SIGN_CONTENT.sets[0].items[0]];
    expect(dangerSignContentSchema.safeParse({ ...DANGER_SIGN_CONTENT, atHome }).success).toBe(
      false,
    );
  });
});

describe('the development checklist', () => {
  it.each([
    ['2025-06-14', undefined],
    ['2025-06-15', 3],
    ['2025-09-14', 3],
    ['2025-09-15', 6],
    ['2025-12-15', 9],
    ['2026-03-15', 12],
    ['2026-09-14', 12],
    ['2026-09-15', 18],
    ['2027-03-15', 24],
    ['2031-03-15', 72],
  ])('on %s the list of %s months is asked', (on, months) => {
    expect(developmentListAt(BORN, on)?.months).toBe(months);
  });

  it.each([
    [{}, 'complete'],
    [{ 'm12-grip': false }, 'incomplete'],
    [{ 'm12-grip': false, 'm12-mouth': null }, 'incomplete'],
    [{ 'm12-mouth': null }, 'unfinished'],
    [all(listOf(12), null), 'not-asked'],
  ])('with %o: %s', (special, state) => {
    const found = developmentOn(child, [asked('2026-04-10', 12, special)], '2026-05-01');
    expect(found.state).toBe(state);
  });

  it('names what is not yet and what is unanswered', () => {
    const record = asked('2026-04-10', 12, { 'm12-grip': false, 'm12-mouth': null });
    expect(developmentOn(child, [record], '2026-05-01')).toMatchObject({
      listMonths: 12,
      askedOn: '2026-04-10',
      notYet: ['m12-grip'],
      unanswered: ['m12-mouth'],
      why: {
        rule: 'development/incomplete',
        sentence:
          'Perkembangan 12 bulan tidak lengkap, rujuk; belum bisa: Menggenggam pensil kuat-kuat',
      },
    });
  });

  it('goes by the last time the list of the age was asked', () => {
    const records = [
      asked('2026-06-10', 12),
      asked('2026-04-10', 12, { 'm12-grip': false }),
      asked('2026-01-10', 9, { 'm9-sit': false }),
    ];
    expect(developmentOn(child, records, '2026-05-01').state).toBe('incomplete');
    expect(developmentOn(child, records, '2026-06-10').state).toBe('complete');
    expect(developmentOn(child, records, '2026-09-15').state).toBe('not-asked');
    expect(developmentOn(child, records, '2026-04-09').state).toBe('not-asked');
  });

  it('answers given before the age of the list say nothing', () => {
    const early = asked('2026-03-14', 12, { 'm12-grip': false });
    expect(developmentOn(child, [early], '2026-03-20').state).toBe('not-asked');
    const onTheDay = asked('2026-03-15', 12, { 'm12-grip': false });
    expect(developmentOn(child, [onTheDay], '2026-03-20').state).toBe('incomplete');
  });

  it('is not judged with the questions of another edition, and there is none before three months', () => {
    const other = asked('2026-04-10', 12, {}, 'lama');
    expect(developmentOn(child, [other], '2026-05-01').state).toBe('other-edition');
    expect(developmentOn(child, [], '2025-06-14')).toMatchObject({
      state: 'no-list',
      listMonths: null,
    });
  });
});

describe('danger signs', () => {
  const newborn = all(DANGER_SIGN_CONTENT.sets[0].items, false);
  const older = all(DANGER_SIGN_CONTENT.sets[1].items, false);

  function judge(age: number, answers: Answers, edition: string = DANGER_SIGN_CONTENT.edition) {
    const askedOn = addDays(BORN, age);
    return judgeDangerSigns(child, { kind: 'danger-signs', askedOn, edition, answers });
  }

  it('are those of a newborn to day 28 and those of a child from day 29', () => {
    expect(dangerSignsAt(BORN, addDays(BORN, 28))[0]?.id).toBe('newborn-cord');
    expect(dangerSignsAt(BORN, addDays(BORN, 29))[0]?.id).toBe('child-cannot-drink');
    expect(dangerSignsAt(BORN, '2031-03-14')).not.toEqual([]);
    expect(dangerSignsAt(BORN, '2031-03-15')).toEqual([]);
  });

  it('one is enough, also of those looked at at home, also when the rest was not asked', () => {
    expect(judge(28, newborn).state).toBe('none');
    expect(judge(28, { 'newborn-fits': true })).toMatchObject({
      state: 'present',
      signs: ['newborn-fits'],
      why: { sentence: 'Ada tanda bahaya, segera rujuk: Kejang' },
    });
    expect(judge(60, { ...older, 'home-urine': true }).state).toBe('present');
    expect(judge(60, { 'home-urine': true }).state).toBe('present');
  });

  it('are not denied by what was not asked', () => {
    expect(judge(29, newborn).state).toBe('unfinished');
    expect(judge(29, older).state).toBe('none');
    expect(judge(29, { ...older, 'child-fits': null }).state).toBe('unfinished');
    expect(judge(29, all(DANGER_SIGN_CONTENT.sets[1].items, null)).state).toBe('not-asked');
    expect(judge(29, {}).state).toBe('not-asked');
    expect(judgeDangerSigns(child, null).state).toBe('not-asked');
    expect(judge(29, older, 'lama').state).toBe('other-edition');
    expect(judge(2300, older).state).toBe('no-list');
  });
});

describe('signs of TBC', () => {
  function judge(...said: (boolean | null)[]) {
    const answers = Object.fromEntries(
      TBC_CONTENT.items.map(({ id }, at) => [id, said[at] ?? null]),
    );
    return judgeTbcSigns({
      kind: 'tbc',
      askedOn: '2026-04-10',
      edition: TBC_CONTENT.edition,
      answers,
    });
  }

  it.each([
    [[false, false, false, false], 'none'],
    [[true, false, false, false], 'none'],
    [[true, false, false, true], 'present'],
    [[true, true, true, true], 'present'],
    [[true, true, null, null], 'present'],
    [[true, null, false, false], 'unfinished'],
    [[false, null, false, false], 'none'],
    [[false, false, null, null], 'unfinished'],
    [[null, null, null, null], 'not-asked'],
  ])('%o: %s', (said, state) => {
    expect(judge(...said).state).toBe(state);
  });

  it('says which', () => {
    expect(judge(true, false, false, true).why.sentence).toBe(
      'Ada 2 gejala TBC (rujuk mulai 2): Batuk yang tidak berhenti; Dekat dengan pasien TBC',
    );
    expect(judgeTbcSigns(null).state).toBe('not-asked');
  });
});
