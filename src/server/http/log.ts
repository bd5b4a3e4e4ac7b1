/** What the log may know: which route, how it ended, how long it took, who by id. No body, address, query or cookie. */

import {
  LogController,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import type { LogTarget } from './deps.ts';

type LoggerOptions = Exclude<FastifyServerOptions['logger'], boolean | undefined>;

export function loggerOptions(log: LogTarget | null): LoggerOptions | false {
  if (log === null) return false;
  return {
    level: log.level,
    ...(log.stream === undefined ? {} : { stream: log.stream }),
    base: null,
    serializers: {
      // Fastify would write the address with its query string, and headers.
      req: () => ({}),
      res: () => ({}),
      err: errorForLog,
    },
  };
}

/**
 * A message can quote what a person typed (a parser its input, a database the
 * row), so only our own slugs pass; the code and the place are enough to find a fault.
 */
function errorForLog(error: Error) {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    message: /^[a-z0-9-]{1,60}$/.test(error.message) ? error.message : '',
    code,
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  };
}

/** One line for a request, when it is over, under the route's pattern and not the address asked for. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const answer = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      account: request.signedIn?.id ?? null,
    };
    if (error) request.log.error({ ...answer, err: error }, 'answer cut off');
    else request.log.info(answer, 'answered');
  }

  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn({ err: error }, 'answer not writable');
  }
}
