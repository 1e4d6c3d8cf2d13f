import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CommonErrors, DomainError, type ErrorType } from '../errors/index.js';
import { PROBLEM_MEDIA_TYPE, problemOf, statusOf } from '../errors/problem.js';
import { pathOf } from './path.js';

/** Recognises errors of a library and says what they mean for the client; undefined for those it doesn't know. */
export type ErrorTranslator = (error: unknown) => DomainError | undefined;

/** Turns everything that is thrown into an RFC 9457 answer. Only unexpected errors are logged as errors. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly translators: readonly ErrorTranslator[]) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = this.understand(thrown);
    if (error.type.kind === 'internal') this.logger.error('Unexpected error', { err: thrown });
    else if (error.type.kind === 'unavailable') this.logger.warn(error.message, { err: thrown });
    sendProblem(request, reply, error);
  }

  private understand(thrown: unknown): DomainError {
    if (thrown instanceof DomainError) return thrown;
    for (const translate of this.translators) {
      const error = translate(thrown);
      if (error) return error;
    }
    return new DomainError(typeOfFrameworkError(thrown), { cause: thrown });
  }
}

/** Answers a request with an error. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: DomainError): void {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(error.retryAfterSeconds));
  if (error.type.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
  void reply
    .code(statusOf(error.type.kind))
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemOf(error, pathOf(request.url), request.id)));
}

const BY_STATUS: Record<number, ErrorType> = {
  400: CommonErrors.malformedRequest,
  401: CommonErrors.invalidToken,
  403: CommonErrors.insufficientPermissions,
  404: CommonErrors.noRoute,
  406: CommonErrors.notAcceptable,
  409: CommonErrors.conflict,
  413: CommonErrors.bodyTooLarge,
  414: CommonErrors.malformedRequest,
  415: CommonErrors.unsupportedMediaType,
  429: CommonErrors.tooManyRequests,
  503: CommonErrors.unavailable,
};

/** Errors of Nest and Fastify carry a status. One that isn't listed, or isn't the client's fault, is ours. */
function typeOfFrameworkError(thrown: unknown): ErrorType {
  const status =
    thrown instanceof HttpException
      ? thrown.getStatus()
      : (thrown as { statusCode?: unknown } | null)?.statusCode;
  return BY_STATUS[Number(status)] ?? CommonErrors.internal;
}
