/** The lines of an answer, each when it is here. */

/**
 * @returns asks for the next; `null` when there is none. One that breaks off
 *   without its end comes as it is. Rejects when the connection breaks.
 */
export function linesOf(body: ReadableStream<Uint8Array>): () => Promise<string | null> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let isOver = false;

  return async () => {
    for (;;) {
      const end = rest.indexOf('\n');
      if (end !== -1) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 1);
        return line;
      }
      if (isOver) {
        const last = rest;
        rest = '';
        return last === '' ? null : last;
      }
      const { done, value } = await reader.read();
      isOver = done;
      rest += decoder.decode(value, { stream: !done });
    }
  };
}
