import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../access/principal.js';

/** Where a request comes from. */
export interface Origin {
  readonly ipAddress: string;
  readonly userAgent: string | null;
}

/** Who is behind what happens. */
export type Actor = Pick<Principal, 'userId' | 'role'>;

/** What belongs to the request being answered, or to the job being done. */
export interface RequestContext {
  readonly requestId: string;
  /** Of a request; jobs and commands have none. */
  readonly origin?: Origin;
  /** From the access guard on who is asking, in a job who caused it; nobody where neither is known. */
  readonly actor?: Actor;
}

/** Carries the context through everything that a request calls, so that logs, events and the audit trail can name it. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

/** More than this of a user agent is of no use to anybody. */
const USER_AGENT_LENGTH = 300;

/** The context of a request. It reads what it is asked for when it is asked, so it costs requests that need none nothing. */
export class HttpContext implements RequestContext {
  readonly #request: FastifyRequest;

  constructor(request: FastifyRequest) {
    this.#request = request;
  }

  get requestId(): string {
    return this.#request.id;
  }

  get origin(): Origin {
    const { ip, headers } = this.#request;
    return { ipAddress: ip, userAgent: headers['user-agent']?.slice(0, USER_AGENT_LENGTH) ?? null };
  }

  get actor(): Actor | undefined {
    return this.#request.principal;
  }
}

/** Who is behind what happens now, to be kept: with an event or a job that follows from it. */
export function actorNow(): Actor | undefined {
  const actor = requestContext.getStore()?.actor;
  return actor && { userId: actor.userId, role: actor.role };
}
