import { hash } from 'node:crypto';
import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DomainError } from '../../common/errors/index.js';
import { answerOf, refusalOf, send } from './answers.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { IdempotencyErrors } from './idempotency.errors.js';

const MAX_KEY_LENGTH = 255;

export interface IdempotentOptions {
  /** Whether requests without a key are refused. */
  readonly required?: boolean;
}

/** The metadata key under which a route's options stand. */
export const IDEMPOTENT = 'lyceum:idempotent';

/**
 * Answers a repeated request with the first answer instead of doing the work again, for 24 hours and across restarts.
 *
 * A key belongs to its caller and route. While the first request is being worked on, its twins get 409; with another
 * request under the same key, 422. The claim is written before the work, the answer after its transaction is committed.
 * If the process dies between, the effect is there and its answer is not: after the lease a repetition does the work
 * again, and the unique keys of the business (one enrolment per course, one payment per order) refuse it. No order of
 * writing closes that gap where the effect is outside the database, so those keys are the fence and this is the comfort.
 *
 * Kept are successes and what the handler decided (not found, conflict, gone, unprocessable). Requests that were refused
 * before it, transient conflicts and failures of ours are not, so that a repetition can succeed.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = keyOf(request);
    if (key !== undefined) return from(this.once(key, request, http.getResponse<FastifyReply>(), next));
    const { required } = this.reflector.get<IdempotentOptions>(IDEMPOTENT, context.getHandler());
    if (required) throw new DomainError(IdempotencyErrors.keyRequired);
    return next.handle();
  }

  private async once(
    key: string,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<Buffer | undefined> {
    const id = idOf(key, request);
    const claimed = await this.keys.claim(id, fingerprintOf(request), request.principal?.userId);
    if ('answer' in claimed) {
      reply.header('idempotent-replayed', 'true');
      return send(reply, claimed.answer);
    }
    const { claim } = claimed;
    const headersBefore = Object.keys(reply.getHeaders());
    try {
      const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const answer = answerOf(result, reply, headersBefore);
      await this.settle(() => this.keys.complete(id, claim, answer));
      return send(reply, answer);
    } catch (error) {
      const refusal = refusalOf(error, request);
      await this.settle(() =>
        refusal ? this.keys.complete(id, claim, refusal) : this.keys.release(id, claim),
      );
      throw error;
    }
  }

  /** What has happened has happened, and the caller is told so, even if it could not be written down. */
  private async settle(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.logger.error('The outcome of an idempotent request could not be recorded', { err: error });
    }
  }
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length === 0 || key.length > MAX_KEY_LENGTH)
    throw new DomainError(IdempotencyErrors.keyMalformed);
  return key;
}

/** A guest's keys belong to the address, which is all that is known of them. */
function idOf(key: string, { principal, ip, method, routeOptions }: FastifyRequest): string {
  const caller = principal ? `user:${principal.userId}` : `guest:${ip}`;
  return hash('sha256', JSON.stringify([caller, method, routeOptions.url, key]), 'base64url');
}

function fingerprintOf({ method, url, body }: FastifyRequest): string {
  const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  return hash('sha256', `${method} ${url} ${hash('sha256', bytes)}`, 'base64url');
}
