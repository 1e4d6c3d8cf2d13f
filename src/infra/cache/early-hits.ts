import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { ACCESS, type Access } from '../../common/access/index.js';
import type { RateLimiter } from '../rate-limit/index.js';
import { cacheKeyOf } from './cache-key.js';
import { bodyOf, type CacheEntry } from './cache-entry.js';
import type { CacheService } from './cache.service.js';
import type { CachedRoute } from './cached-options.js';
import { describe } from './cached-reply.js';
import type { ServedAnswers } from './served-answers.js';

/** Larger answers may be compressed. */
const MAX_DIRECT_BYTES = 16_384;

interface HitServices {
  readonly cache: CacheService;
  readonly limiter: RateLimiter;
  readonly served: ServedAnswers;
}

type OnRequest = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

/**
 * Answers hits that this process holds in a hook of Fastify, before Nest, whose guards and interceptors cost more than
 * such an answer. Only routes that are `@Public()`: for all others the access guard has the first word. Hooks of the
 * application run before, so that these answers have the same headers and are measured and logged.
 *
 * Call it before the routes are added.
 */
export function answerHitsEarly(server: FastifyInstance, services: HitServices): void {
  server.addHook('onRoute', (route) => {
    const cached = route.config?.cached;
    if (!cached) return;
    const access = accessTo(cached);
    if (!access?.public) return;
    const hook = earlyHit(cached, access.readsToken, services);
    route.onRequest = [route.onRequest ?? [], hook].flat();
  });
}

const accessTo = ({ declaredBy }: CachedRoute): Access | undefined =>
  declaredBy.map((target) => Reflect.getMetadata(ACCESS, target) as Access | undefined).find(Boolean);

const earlyHit =
  ({ options }: CachedRoute, readsToken: boolean, { cache, limiter, served }: HitServices): OnRequest =>
  (request, reply, done) => {
    // Where a token is read it must be valid, even if the answer is the same.
    if (readsToken && request.headers.authorization !== undefined) return done();
    const entry = cache.peek(cacheKeyOf(request, options));
    if (!entry) return done();
    limiter.countHere(request, reply);
    describe(reply, options, entry.etag, 'HIT');
    send(request, reply, entry);
    served.announce(options, request);
  };

/**
 * Sends an answer past Fastify's hooks of the answer, whose only business is to compress it and to find out that the
 * client holds it already; where one of the two may be due, they get it.
 */
function send(request: FastifyRequest, reply: FastifyReply, entry: CacheEntry): void {
  if (entry.bytes.length > MAX_DIRECT_BYTES || request.headers['if-none-match'] !== undefined) {
    void reply.send(bodyOf(entry));
    return;
  }
  reply.header('content-length', entry.bytes.length);
  reply.hijack();
  reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
  reply.raw.end(entry.bytes, 'latin1');
}
