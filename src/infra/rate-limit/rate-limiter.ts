import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { HttpConfig } from '../../config/index.js';
import { networkOf } from './client-address.js';
import { LocalCounter, type Usage } from './local-counter.js';
import { SharedCounter } from './shared-counter.js';

const WINDOW_MS = 60_000;

type Limits = Pick<HttpConfig, 'RATE_LIMIT_PER_MINUTE' | 'RATE_LIMIT_SIGN_IN_PER_MINUTE'>;

/**
 * Counts requests and refuses those beyond a limit. A client is the key or the user, where the access guard knows one,
 * else the network that the request comes from; a key can have a limit of its own. Every answer says how much is left: `RateLimit-Limit`, `RateLimit-Remaining`,
 * `RateLimit-Reset` in seconds (draft-ietf-httpapi-ratelimit-headers-06).
 *
 * All methods throw DomainError `too-many-requests`, with the seconds until trying again makes sense.
 */
@Injectable()
export class RateLimiter {
  constructor(
    @Inject(HttpConfig) private readonly limits: Limits,
    private readonly shared: SharedCounter,
    private readonly local: LocalCounter,
  ) {}

  /** Counts a client over all instances; waits only for those who come near the limit. */
  count(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    const limit = this.limitOf(request);
    const usage = this.shared.hit(clientOf(request), WINDOW_MS, limit);
    return usage instanceof Promise
      ? usage.then((counted) => enforce(reply, limit, counted))
      : enforce(reply, limit, usage);
  }

  /** Counts a client in this process; doesn't wait. */
  countHere(request: FastifyRequest, reply: FastifyReply): void {
    const usage = this.local.hit(clientOf(request), WINDOW_MS);
    enforce(reply, this.limitOf(request), usage);
  }

  /** Counts attempts that a network makes at one thing, over all instances. */
  async countAttempt(thing: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const limit = this.limits.RATE_LIMIT_SIGN_IN_PER_MINUTE;
    enforce(reply, limit, await this.shared.hit(`${thing}:${networkOf(request.ip)}`, WINDOW_MS, limit));
  }

  private limitOf({ principal }: FastifyRequest): number {
    return principal?.apiKey?.rateLimitPerMinute ?? this.limits.RATE_LIMIT_PER_MINUTE;
  }
}

const clientOf = ({ principal, ip }: FastifyRequest): string =>
  principal?.apiKey ? `key:${principal.apiKey.id}` : (principal?.userId ?? networkOf(ip));

function enforce(reply: FastifyReply, limit: number, { count, resetMs }: Usage): void {
  const seconds = Math.ceil(resetMs / 1000);
  reply.header('ratelimit-limit', limit);
  reply.header('ratelimit-remaining', Math.max(0, limit - count));
  reply.header('ratelimit-reset', seconds);
  if (count > limit) throw new DomainError(CommonErrors.tooManyRequests, { retryAfterSeconds: seconds });
}
