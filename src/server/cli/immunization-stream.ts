/**
 * Children as JSON lines in, their immunization plans as JSON lines out, batch by batch.
 *
 * Blank lines are passed over; a byte order mark and Windows line ends are understood.
 */

import * as z from 'zod';
import { isoDateSchema } from '#domain/dates.ts';
import { planImmunization, type ImmunizationPlan } from '#domain/immunization/plan-immunization.ts';
import { immunizationMessages, type LineProblem } from './immunization-messages.ts';

/** A day, or no more than its month or year. */
const partialDateSchema = z.union([
  isoDateSchema,
  z.string().regex(/^(?:19|20|21)\d\d(?:-(?:0[1-9]|1[0-2]))?$/),
]);

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  bornOn: isoDateSchema,
  region: z.union([z.string().regex(/^\d{2}(?:\.?\d+)*$/), z.int().min(11)]).nullish(),
  doses: z.array(z.object({ product: z.string(), givenOn: partialDateSchema })),
});
type Line = z.infer<typeof lineSchema>;

/**
 * @param on ISO date
 * @param onBadLine called with a message for every line without a plan
 * @param onNote called with remarks that change nothing
 */
export async function* planStream(
  source: AsyncIterable<unknown>,
  on: string,
  onBadLine: (message: string) => void,
  onNote: (message: string) => void,
): AsyncGenerator<string> {
  let number = 0;
  for await (const lines of linesOf(source)) {
    let output = '';
    for (const text of lines) {
      number += 1;
      if (text.trim() === '') continue;
      const line = readLine(text, on);
      if ('problem' in line) {
        onBadLine(immunizationMessages.badLine(number, line.problem));
        continue;
      }
      const { child } = line;
      const plan = planImmunization(
        {
          bornOn: child.bornOn,
          ...(child.region === undefined ? {} : { region: String(child.region) }),
        },
        child.doses,
        on,
      );
      if (plan.dosesAfter > 0) onNote(immunizationMessages.dosesAfter(number, plan.dosesAfter));
      output += `${JSON.stringify(planLine(child.id, plan))}\n`;
    }
    if (output !== '') yield output;
  }
}

/** Whole lines, as many at a time as have arrived. */
async function* linesOf(source: AsyncIterable<unknown>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    rest += chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : String(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

function readLine(
  text: string,
  on: string,
): { readonly child: Line } | { readonly problem: LineProblem } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'not-json' };
  }
  const read = lineSchema.safeParse(json);
  if (!read.success) return { problem: problemAt(read.error.issues[0]?.path ?? []) };
  return read.data.bornOn > on ? { problem: 'not-born' } : { child: read.data };
}

function problemAt([field, index]: readonly PropertyKey[]): LineProblem {
  if (field === 'id') return 'no-id';
  if (field === 'bornOn') return 'born-on';
  if (field === 'region') return 'region';
  if (field === 'doses') return typeof index === 'number' ? { dose: index } : 'doses';
  return 'not-json';
}

function planLine(id: string | number, plan: ImmunizationPlan): object {
  const { status } = plan;
  return {
    id,
    on: plan.on,
    given: plan.given.map(({ product, givenOn, dose, verdict, days }) => ({
      product,
      givenOn,
      dose,
      verdict,
      ...(days === null ? {} : { days }),
    })),
    owed: plan.owed.map(({ dose, state, from, until, why }) => ({ dose, state, from, until, why })),
    nextVisit: plan.nextVisit?.on ?? null,
    idl: truthOf(status.idl.complete),
    idlNew: truthOf(status.idlNew.complete),
    ibl: truthOf(status.ibl.complete),
    zeroDose: status.zeroDose,
  };
}

/** `null` where partial dates leave it open. */
function truthOf(answer: ImmunizationPlan['status']['idl']['complete']): boolean | null {
  return answer === 'unknown' ? null : answer === 'yes';
}
