import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const LOOPBACK = '127.0.0.1';
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'";

/** A request as the stand-ins read it: whole, since nothing that they take is large. */
export interface WebRequest {
  readonly method: string;
  readonly url: URL;
  /** The path's parts: `/v1/refunds/re_1` -> `['v1', 'refunds', 're_1']`. */
  readonly path: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WebAnswer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** What answers a request; undefined lets it hang, as a server does that has stopped thinking. */
export type WebHandler = (request: WebRequest) => WebAnswer | undefined | Promise<WebAnswer | undefined>;

export interface WebServer {
  readonly url: string;
  close(): Promise<void>;
}

export const NOT_FOUND: WebAnswer = { status: 404, type: 'text/plain', body: 'There is nothing here.\n' };
export const json = (value: unknown, status = 200): WebAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});
export const htmlPage = (body: string, headers?: Record<string, string>): WebAnswer => ({
  status: 200,
  type: 'text/html',
  body,
  headers,
});
export const redirect = (to: string): WebAnswer => ({ status: 303, headers: { Location: to } });

/**
 * Serves pages and APIs of a stand-in on 127.0.0.1, to programs and browsers of this machine only.
 *
 * @param port 0 takes any that is free
 */
export async function startWebServer(port: number, handler: WebHandler): Promise<WebServer> {
  const server = createServer((request, response) => {
    void answer(handler, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(handler: WebHandler, request: IncomingMessage, response: ServerResponse) {
  const body = await buffer(request);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = url.pathname.slice(1).split('/');
  const { method = 'GET', headers } = request;
  const given = isLocal(headers)
    ? await handler({ method, url, path, headers, body })
    : { status: 403, type: 'text/plain', body: 'Only for this machine.\n' };
  if (!given) return;
  response.writeHead(given.status, {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': PAGE_POLICY,
    ...(given.type && { 'Content-Type': `${given.type}; charset=utf-8` }),
    ...given.headers,
  });
  response.end(given.body);
}

/**
 * Pages of other sites must neither read what is here under a name that they let point here, nor send forms here.
 */
function isLocal(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  const crossSite = site === 'cross-site' || site === 'same-site';
  return (
    /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(headers.host ?? '') &&
    !(crossSite && headers.origin !== undefined)
  );
}
