/** What the answers to the development checklist, the danger signs and the TBC signs add up to. */

import { completedMonths, daysBetween } from '#domain/dates.ts';
import { DEVELOPMENT_CONTENT } from './development-content.ts';
import type {
  DangerSignContent,
  DevelopmentContent,
  QuestionItem,
  TbcContent,
} from './question-content.ts';
import type {
  Answers,
  DangerSignAnswers,
  DevelopmentAnswers,
  TbcAnswers,
} from './service-facts.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from './settings.ts';
import { DANGER_SIGN_CONTENT, TBC_CONTENT } from './sign-content.ts';
import { serviceText, why, type Why } from './why-text.ts';

export interface DevelopmentResult {
  /**
   * One "belum bisa" makes it `incomplete`, which goes to the puskesmas.
   * `unfinished`: questions are left and nothing is "belum bisa" so far.
   * `no-list`: there is none for this age. `other-edition`: answered with
   * questions that are not at hand, so it is not judged.
   */
  readonly state:
    | 'complete'
    | 'incomplete'
    | 'unfinished'
    | 'not-asked'
    | 'no-list'
    | 'other-edition';
  /** The list for the age; `null` before the first. */
  readonly listMonths: number | null;
  readonly askedOn: string | null;
  readonly notYet: readonly string[];
  readonly unanswered: readonly string[];
  readonly why: Why;
}

export interface SignsResult {
  /** `present` goes to the puskesmas. `unfinished`: what is left could still make it so. */
  readonly state: 'present' | 'none' | 'unfinished' | 'not-asked' | 'no-list' | 'other-edition';
  /** Ids answered with yes. */
  readonly signs: readonly string[];
  readonly unanswered: readonly string[];
  readonly why: Why;
}

/** The list whose age a child has reached last; `null` before the first. */
export function developmentListAt(
  bornOn: string,
  on: string,
  content: DevelopmentContent = DEVELOPMENT_CONTENT,
): DevelopmentContent['lists'][number] | null {
  const age = completedMonths(bornOn, on);
  return content.lists.filter(({ months }) => months <= age).at(-1) ?? null;
}

/**
 * Judges the last time the list for the child's age was asked. Answers given
 * before the child reached the age of the list say nothing: "belum" was no delay.
 *
 * @param on ISO date, not before birth
 */
export function developmentOn(
  child: { readonly bornOn: string },
  records: readonly DevelopmentAnswers[],
  on: string,
  content: DevelopmentContent = DEVELOPMENT_CONTENT,
): DevelopmentResult {
  const list = developmentListAt(child.bornOn, on, content);
  const record = lastOf(
    records.filter(
      (each) =>
        each.listMonths === list?.months &&
        completedMonths(child.bornOn, each.askedOn) >= each.listMonths,
    ),
    on,
  );
  const known = record?.edition === content.edition;
  const answers = record !== null && known ? record.answers : {};
  const items = list?.items ?? [];
  const notYet = idsAnswered(items, answers, false);
  const unanswered = idsUnanswered(items, answers);
  const state = developmentState({
    hasList: list !== null,
    asked: record !== null && (!known || unanswered.length < items.length),
    known,
    notYet: notYet.length,
    unanswered: unanswered.length,
  });
  return {
    state,
    listMonths: list?.months ?? null,
    askedOn: record?.askedOn ?? null,
    notYet,
    unanswered,
    why: why(
      { rule: `development/${state}`, source: content.source },
      serviceText.development[state](list?.months ?? 0, textsOf(items, notYet)),
    ),
  };
}

function developmentState(found: {
  readonly hasList: boolean;
  readonly asked: boolean;
  readonly known: boolean;
  readonly notYet: number;
  readonly unanswered: number;
}): DevelopmentResult['state'] {
  if (!found.hasList) return 'no-list';
  if (!found.asked) return 'not-asked';
  if (!found.known) return 'other-edition';
  if (found.notYet > 0) return 'incomplete';
  return found.unanswered > 0 ? 'unfinished' : 'complete';
}

/** The danger signs to ask a child of this age; empty past the last age. */
export function dangerSignsAt(
  bornOn: string,
  on: string,
  content: DangerSignContent = DANGER_SIGN_CONTENT,
): readonly QuestionItem[] {
  if (completedMonths(bornOn, on) >= content.untilMonths) return [];
  const day = daysBetween(bornOn, on);
  return content.sets.filter(({ fromDay }) => fromDay <= day).at(-1)?.items ?? [];
}

/**
 * What was found on one day. Any sign of the content counts, also one of another
 * age or of those looked at at home; only those for the age need an answer.
 *
 * @param record `null` where nobody asked
 */
export function judgeDangerSigns(
  child: { readonly bornOn: string },
  record: DangerSignAnswers | null,
  content: DangerSignContent = DANGER_SIGN_CONTENT,
): SignsResult {
  const all = [...content.sets.flatMap(({ items }) => items), ...content.atHome];
  const asked = record === null ? [] : dangerSignsAt(child.bornOn, record.askedOn, content);
  return judgeSigns(record, {
    content,
    all,
    asked,
    enough: 1,
    rule: 'danger-signs',
    text: serviceText.dangerSigns,
  });
}

/** @param record `null` where nobody asked */
export function judgeTbcSigns(
  record: TbcAnswers | null,
  content: TbcContent = TBC_CONTENT,
  settings: ServiceSettings = SERVICE_SETTINGS,
): SignsResult {
  return judgeSigns(record, {
    content,
    all: content.items,
    asked: content.items,
    enough: settings.tbc.signs.value,
    rule: 'tbc',
    text: serviceText.tbc,
  });
}

function judgeSigns(
  record: { readonly edition: string; readonly answers: Answers } | null,
  by: {
    readonly content: { readonly edition: string; readonly source: string };
    readonly all: readonly QuestionItem[];
    readonly asked: readonly QuestionItem[];
    /** How many signs make it `present`. */
    readonly enough: number;
    readonly rule: string;
    readonly text: Readonly<
      Record<SignsResult['state'], (signs: readonly string[], enough: number) => string>
    >;
  },
): SignsResult {
  const known = record?.edition === by.content.edition;
  const answers = record !== null && known ? record.answers : {};
  const signs = idsAnswered(by.all, answers, true);
  const unanswered = idsUnanswered(by.asked, answers);
  const state = ((): SignsResult['state'] => {
    if (record === null) return 'not-asked';
    if (!known) return 'other-edition';
    if (signs.length >= by.enough) return 'present';
    if (by.asked.length === 0) return 'no-list';
    const nothingSaid = by.all.every(({ id }) => (answers[id] ?? null) === null);
    if (nothingSaid) return 'not-asked';
    return signs.length + unanswered.length >= by.enough ? 'unfinished' : 'none';
  })();
  return {
    state,
    signs,
    unanswered,
    why: why(
      { rule: `${by.rule}/${state}`, source: by.content.source },
      by.text[state](textsOf(by.all, signs), by.enough),
    ),
  };
}

function lastOf<T extends { readonly askedOn: string }>(
  records: readonly T[],
  on: string,
): T | null {
  return records
    .filter(({ askedOn }) => askedOn <= on)
    .reduce<T | null>(
      (last, each) => (last === null || each.askedOn >= last.askedOn ? each : last),
      null,
    );
}

function idsAnswered(
  items: readonly QuestionItem[],
  answers: Answers,
  answer: boolean,
): readonly string[] {
  return items.filter(({ id }) => answers[id] === answer).map(({ id }) => id);
}

function idsUnanswered(items: readonly QuestionItem[], answers: Answers): readonly string[] {
  return items.filter(({ id }) => (answers[id] ?? null) === null).map(({ id }) => id);
}

function textsOf(items: readonly QuestionItem[], ids: readonly string[]): readonly string[] {
  return items.filter(({ id }) => ids.includes(id)).map(({ text }) => text);
}
