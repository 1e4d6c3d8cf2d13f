import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyHttpOptions } from 'fastify';
import type { HttpConfig } from '../../config/index.js';
import { CommonErrors, DomainError } from '../errors/index.js';
import { PROBLEM_MEDIA_TYPE, problemOf } from '../errors/problem.js';
import { sendProblem } from './problem.filter.js';

/** A caller may name the request itself, to follow it through several systems. */
const ACCEPTABLE_REQUEST_ID = /^[\w.-]{8,64}$/;

/** The HTTP server, with the limits of the configuration. */
export function createAdapter(http: HttpConfig, logger: FastifyBaseLogger): FastifyAdapter {
  const options: FastifyHttpOptions<Server> & { skipMiddie: boolean } = {
    loggerInstance: logger,
    // hooks.ts writes the line of a request.
    logController: new LogController({ disableRequestLogging: true }),
    // Lines get the request's id from its context; a child logger for each request would cost more than the line.
    childLoggerFactory: (parent) => parent,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && ACCEPTABLE_REQUEST_ID.test(given) ? given : randomUUID();
    },
    // There is no middleware, so requests needn't pass its engine.
    skipMiddie: true,
    bodyLimit: http.BODY_LIMIT_BYTES,
    trustProxy: (_address: string, hop: number) => hop < http.TRUST_PROXY_HOPS,
    requestTimeout: 30_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) =>
      sendProblem(
        request,
        reply,
        new DomainError(CommonErrors.malformedRequest, {
          cause: error,
          detail: 'The URL could not be read.',
        }),
      ),
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket),
  };
  return new FastifyAdapter(options);
}

/** Answers bytes that aren't HTTP, for which there is no request and no reply. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(
    new DomainError(CommonErrors.malformedRequest, { detail: 'The request is not valid HTTP.' }),
    '',
    randomUUID(),
  );
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
