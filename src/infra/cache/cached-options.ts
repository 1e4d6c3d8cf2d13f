import type { FastifyRequest } from 'fastify';

export interface CachedOptions {
  /** How long an answer may be kept, in seconds. A change of its tags ends it earlier. */
  readonly ttl: number;
  /** What the answer depends on. A function when the path or the caller decides, e.g. `todos:<userId>`. */
  readonly tags: readonly string[] | ((request: FastifyRequest) => readonly string[]);
  /** Between whom the answer differs: nobody, roles, or users. Says nothing of who may have it. */
  readonly scope: 'public' | 'role' | 'user';
  /** Request headers that change the answer, in lower case, e.g. `accept-language`. */
  readonly vary?: readonly string[];
  /** For a route with more answers than will be asked for twice; see `CachePolicy`. */
  readonly lazy?: boolean;
  /** Under which `ServedAnswers` tells of each answer, hits included; unless given it tells of none. */
  readonly name?: string;
}

/** The metadata key under which a route's options stand. */
export const CACHED = 'lyceum:cached';

/** What hooks of Fastify can know of a cached route. */
export interface CachedRoute {
  readonly options: CachedOptions;
  /** The handler and its controller, on which other decorators have left what they say. */
  readonly declaredBy: readonly [handler: object, controller: object];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set for routes that answer everybody the same. */
    cached?: CachedRoute;
  }
}
