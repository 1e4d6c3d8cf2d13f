import type { FastifyReply, FastifyRequest } from 'fastify';
import { CommonErrors, DomainError, type ErrorKind } from '../../common/errors/index.js';
import { PROBLEM_MEDIA_TYPE, problemOf, statusOf } from '../../common/errors/problem.js';
import { pathOf } from '../../common/http/path.js';
import type { StoredAnswer } from './idempotency-key.schema.js';

/** Refusals that a handler decides on, and that stay as they are when the request is repeated. */
const DECISIONS: ReadonlySet<ErrorKind> = new Set(['not-found', 'conflict', 'gone', 'unprocessable']);

/**
 * What a handler answered, serialised once.
 *
 * @param headersBefore names of the headers that others had set before the handler; they belong to the request
 */
export function answerOf(result: unknown, reply: FastifyReply, headersBefore: string[]): StoredAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (!headersBefore.includes(name)) headers[name] = String(value);
  const status = reply.statusCode;
  if (result === undefined || result === null) return { status, headers };
  headers['content-type'] ??= 'application/json; charset=utf-8';
  return { status, headers, body: Buffer.from(JSON.stringify(result)) };
}

/** What a handler refused, as the client sees it; undefined when a repetition may fare better. */
export function refusalOf(error: unknown, request: FastifyRequest): StoredAnswer | undefined {
  if (DomainError.is(error, CommonErrors.conflict)) return undefined; // a race, not a decision
  if (!(error instanceof DomainError) || !DECISIONS.has(error.type.kind)) return undefined;
  return {
    status: statusOf(error.type.kind),
    headers: { 'content-type': PROBLEM_MEDIA_TYPE, 'cache-control': 'no-store' },
    body: Buffer.from(JSON.stringify(problemOf(error, pathOf(request.url), request.id))),
  };
}

/** @returns what the framework is to send as the body */
export function send(reply: FastifyReply, { status, headers, body }: StoredAnswer): Buffer | undefined {
  reply.code(status).headers(headers);
  return body;
}
