import type { FastifyRequest } from 'fastify';
import type { CachedOptions } from './cached-options.js';

/**
 * The key of a request's answer: who it is for, the headers that it depends on, path, and query sorted by name. Each part
 * stands on a line of its own, and none can hold a line break, so that no request can make the key of another.
 *
 * The query goes in whole. Names that a route doesn't declare are refused before an answer exists, so they fill no entry.
 */
export function cacheKeyOf(request: FastifyRequest, { scope, vary }: CachedOptions): string {
  let key = audienceOf(request, scope);
  if (vary) for (const name of vary) key += `\n${String(request.headers[name] ?? '')}`;
  const url = request.raw.url as string;
  const queryStart = url.indexOf('?');
  const isOrdered = queryStart === -1 || !url.includes('&', queryStart);
  if (isOrdered) return `${key}\n${url}`;
  return `${key}\n${url.slice(0, queryStart)}${canonical(request.query as Record<string, unknown>)}`;
}

function audienceOf({ principal }: FastifyRequest, scope: CachedOptions['scope']): string {
  if (scope === 'public') return 'public';
  if (!principal) return 'guest';
  return scope === 'role' ? `role:${principal.role}` : `user:${principal.userId}`;
}

function canonical(query: Record<string, unknown>): string {
  const names = Object.keys(query);
  if (names.length === 0) return '';
  return `\n${JSON.stringify(names.toSorted().map((name) => [name, query[name]]))}`;
}
