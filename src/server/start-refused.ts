/** Why the server does not start, told to the person at the terminal. */

/**
 * `message` is one or more whole Indonesian sentences from `messages.ts`, fit to be printed as they
 * are. Anything else that is thrown while starting is a bug and is printed with its stack.
 */
export class StartRefused extends Error {}
