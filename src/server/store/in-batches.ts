/** Asks the database for many at once what each would ask alone: while questions are under way, others gather. */

/** So many batches at a time: one is on its way while another is being made. */
const UNDER_WAY = 2;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A question that comes alone goes alone and at once.
 *
 * @param ask must give one answer for each question, in their order; what it throws, all of them get
 */
export function inBatches<Question, Answer>(
  most: number,
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  const gathered: Waiting<Question, Answer>[] = [];
  let underWay = 0;
  let isToBegin = false;

  async function carry(): Promise<void> {
    const batch = gathered.splice(0, most);
    try {
      const answers = await ask(batch.map(({ question }) => question));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('inBatches: a question without an answer'));
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    underWay -= 1;
    begin();
  }

  function begin(): void {
    if (isToBegin || gathered.length === 0 || underWay === UNDER_WAY) return;
    isToBegin = true;
    // Not yet: what came in together goes together.
    setImmediate(() => {
      isToBegin = false;
      underWay += 1;
      void carry();
      begin();
    });
  }

  return (question) =>
    new Promise((resolve, reject) => {
      gathered.push({ question, resolve, reject });
      begin();
    });
}
