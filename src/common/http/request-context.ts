import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to the request being answered, or to the job being done. */
export interface RequestContext {
  readonly requestId: string;
}

/** Carries the context through everything that a request calls, so that logs and events can name it. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
