/** The shape of checklists as editable content: each with edition, source and certainty, each question with an id that never changes its meaning. */

import * as z from 'zod/mini';

const line = z.string().check(z.trim(), z.minLength(3), z.maxLength(160));
const idSchema = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));

const itemSchema = z.strictObject({ id: idSchema, text: line });
export type QuestionItem = z.infer<typeof itemSchema>;

const evidence = {
  /** Stored with every answer. */
  edition: z.string().check(z.minLength(1), z.maxLength(80)),
  source: line,
  certainty: z.enum(['A', 'B', 'C', 'K']),
};

const items = z.array(itemSchema).check(z.minLength(1));

export const developmentContentSchema = z
  .strictObject({
    ...evidence,
    /** By the age in months at which a child can do all of it; ascending. */
    lists: z.array(z.strictObject({ months: z.int().check(z.gte(0), z.lte(72)), items })),
  })
  .check(
    z.refine(({ lists }) => idsDiffer(lists.flatMap((list) => list.items)), 'duplicate id'),
    z.refine(
      ({ lists }) =>
        lists.every(({ months }, at) => at === 0 || months > (lists[at - 1]?.months ?? 0)),
      'lists out of order',
    ),
  );
export type DevelopmentContent = z.infer<typeof developmentContentSchema>;

export const dangerSignContentSchema = z
  .strictObject({
    ...evidence,
    /** Each set from its day of life to the day before the next one's; the last ends before `untilMonths`. */
    sets: z
      .array(z.strictObject({ fromDay: z.int().check(z.gte(0)), items }))
      .check(z.minLength(1)),
    untilMonths: z.int().check(z.gte(1), z.lte(84)),
    /** What a mother looks at between visits; asked on a visit at home, at any age. */
    atHome: items,
  })
  .check(
    z.refine(
      ({ sets, atHome }) => idsDiffer([...sets.flatMap((set) => set.items), ...atHome]),
      'duplicate id',
    ),
  );
export type DangerSignContent = z.infer<typeof dangerSignContentSchema>;

export const tbcContentSchema = z
  .strictObject({ ...evidence, items })
  .check(z.refine((content) => idsDiffer(content.items), 'duplicate id'));
export type TbcContent = z.infer<typeof tbcContentSchema>;

function idsDiffer(all: readonly QuestionItem[]): boolean {
  return new Set(all.map(({ id }) => id)).size === all.length;
}
