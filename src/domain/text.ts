/** What may stand in text that people type: letters of any script, but nothing a database or a screen chokes on. */

import * as z from 'zod/mini';

/** One line: no control characters (a pasted NUL breaks PostgreSQL) and no half of a surrogate pair. */
export const lineOfText = () => z.regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** Several lines: as `lineOfText`, with line breaks and tabs. */
export const words = () => z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u);
