import type { FastifyReply } from 'fastify';
import type { CachedAnswer } from './cache.service.js';
import type { CachedOptions } from './cached-options.js';

/**
 * Says of an answer what it is. Clients may keep it but must ask whether it is still current, which costs them no more
 * than a 304.
 */
export function describe(
  reply: FastifyReply,
  { scope, vary }: CachedOptions,
  etag: string,
  state: CachedAnswer['state'],
): void {
  reply.header('content-type', 'application/json; charset=utf-8');
  reply.header('etag', etag);
  reply.header('x-cache', state);
  reply.header('cache-control', scope === 'public' ? 'no-cache' : 'private, no-cache');
  if (vary) {
    const present = reply.getHeader('vary');
    reply.header('vary', [...(present === undefined ? [] : [present]), ...vary].join(', '));
  }
}
