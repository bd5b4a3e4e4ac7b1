import { expect, test } from 'vitest';
import { developmentOn, judgeDangerSigns, judgeTbcSigns } from '#domain/services/checklists.ts';
import { DEVELOPMENT_CONTENT } from '#domain/services/development-content.ts';
import { screeningFindings } from '#domain/services/screening.ts';
import { DANGER_SIGN_CONTENT, TBC_CONTENT } from '#domain/services/sign-content.ts';

const child = { bornOn: '2025-03-15' };
const askedOn = '2026-04-10';

function found(said: { tbc: object; development: object; dangerSigns: object }) {
  return screeningFindings({
    tbc: judgeTbcSigns({
      kind: 'tbc',
      askedOn,
      edition: TBC_CONTENT.edition,
      answers: { ...said.tbc },
    }),
    development: developmentOn(
      child,
      [
        {
          kind: 'development',
          askedOn,
          listMonths: 12,
          edition: DEVELOPMENT_CONTENT.edition,
          answers: { ...said.development },
        },
      ],
      askedOn,
    ),
    dangerSigns: judgeDangerSigns(child, {
      kind: 'danger-signs',
      askedOn,
      edition: DANGER_SIGN_CONTENT.edition,
      answers: { ...said.dangerSigns },
    }),
  });
}

test('what the checklists found reaches the referral rules', () => {
  expect(
    found({
      tbc: { 'tbc-cough': true, 'tbc-contact': true },
      development: { 'm12-grip': false },
      dangerSigns: { 'child-fits': true },
    }),
  ).toEqual({ tbcSigns: 2, checklistComplete: false, dangerSigns: ['child-fits'] });
});

test('a whole list is complete, a part of it is neither', () => {
  const list = DEVELOPMENT_CONTENT.lists.find(({ months }) => months === 12)?.items ?? [];
  const whole = Object.fromEntries(list.map(({ id }) => [id, true]));
  const { 'm12-grip': _left, ...part } = whole;
  const rest = { tbc: {}, dangerSigns: {} };
  expect(found({ ...rest, development: whole }).checklistComplete).toBe(true);
  expect(found({ ...rest, development: part }).checklistComplete).toBeNull();
});

test('what nobody asked is unknown', () => {
  expect(found({ tbc: {}, development: {}, dangerSigns: {} })).toEqual({
    tbcSigns: null,
    checklistComplete: null,
    dangerSigns: [],
  });
});
