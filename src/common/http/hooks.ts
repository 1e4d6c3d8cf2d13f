import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Lifecycle } from '../lifecycle/index.js';
import { entityTag, matchesEntityTag } from './etag.js';
import { pathOf } from './path.js';
import { HttpContext, requestContext } from './request-context.js';
import { securityHeaders } from './security-headers.js';
import { takesSignedBody } from './signed-body.js';
import { refuseUnsafeInput } from './unsafe-input.js';

export interface HookOptions {
  /** Whether clients come over HTTPS. */
  readonly https: boolean;
  readonly lifecycle: Pick<Lifecycle, 'stopping'>;
  readonly observe: RequestObserver;
}

/** What every request passes, whichever route it asks for. */
export function addHooks(server: FastifyInstance, { https, lifecycle, observe }: HookOptions): void {
  const headers = securityHeaders(https);
  // Nothing here is sent as plain text; without a reader it is answered 415 like any other foreign type.
  server.removeContentTypeParser('text/plain');

  // The line of a request is made of known fields; searching each for secrets would cost more than all the rest.
  const requestLog = server.log.child({}, { redact: [] });

  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    requestContext.run(new HttpContext(request), done);
  });

  server.addHook('preValidation', (request, _reply, done) => {
    if (!takesSignedBody(request)) refuseUnsafeInput(request.body);
    refuseUnsafeInput(request.query);
    done();
  });

  server.addHook('onSend', (request, reply, payload, done) => {
    // A connection that is kept alive would keep the process alive.
    if (lifecycle.stopping) reply.header('connection', 'close');
    done(null, answerConditionally(request, reply, payload));
  });

  server.addHook('onResponse', (request, reply, done) => {
    const seconds = reply.elapsedTime / 1000;
    const route = request.routeOptions.url ?? 'unknown';
    observe({ method: request.method, route, status: reply.statusCode, seconds });
    requestLog.info(
      {
        requestId: request.id,
        method: request.method,
        path: pathOf(request.url),
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        userId: request.principal?.userId,
      },
      'request',
    );
    done();
  });
}

/** Told of every finished request, for metrics. `route` is the template, never the path. */
export type RequestObserver = (request: {
  method: string;
  route: string;
  status: number;
  seconds: number;
}) => void;

/** Gives successful reads an ETag, and answers 304 when the client holds the same (RFC 9110, 13.1.2). */
function answerConditionally(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if ((request.method !== 'GET' && request.method !== 'HEAD') || reply.statusCode !== 200) return payload;
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
  let tag = reply.getHeader('etag') as string | undefined;
  if (!tag) reply.header('etag', (tag = entityTag(payload)));
  const known = request.headers['if-none-match'];
  if (!known || !matchesEntityTag(known, tag)) return payload;
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return null;
}
