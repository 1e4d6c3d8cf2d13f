import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CaughtMail, Mailbox } from './mailbox.ts';
import { listPage, mailPage } from './pages.ts';

const LOOPBACK = '127.0.0.1';
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'";
/** For the HTML of mails: nothing runs, nothing is loaded, and links open elsewhere. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox";

export interface WebSide {
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** Shows the caught mails to people, as pages, and to programs, as JSON under `/api`. */
export async function startWeb(mailbox: Mailbox, port: number): Promise<WebSide> {
  const server = createServer((request, response) => {
    request.resume();
    const { status, type, body, headers } = answer(mailbox, request);
    response.writeHead(status, {
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': PAGE_POLICY,
      ...(type && { 'Content-Type': `${type}; charset=utf-8` }),
      ...headers,
    });
    response.end(body);
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

const NOT_FOUND: Answer = { status: 404, type: 'text/plain', body: 'There is nothing here.\n' };
const json = (value: unknown): Answer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value),
});
const page = (body: string): Answer => ({ status: 200, type: 'text/html', body });

function answer(mailbox: Mailbox, request: IncomingMessage): Answer {
  if (!isLocal(request)) return { status: 403, type: 'text/plain', body: 'Only for this machine.\n' };
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [first = '', second, third] = url.pathname.slice(1).split('/');
  switch (`${request.method} /${first}`) {
    case 'GET /':
      return page(listPage(mailbox.list()));
    case 'POST /clear':
      mailbox.clear();
      return { status: 303, headers: { Location: '/' } };
    case 'GET /messages':
      return one(mailbox.find(second ?? ''), third);
    case 'GET /api':
      if (second !== 'messages') return NOT_FOUND;
      if (third === undefined)
        return json({ data: mailbox.list(url.searchParams.get('to') ?? undefined).map(toJson) });
      return found(mailbox.find(third), (mail) => json(toJson(mail)));
    case 'DELETE /api':
      if (second !== 'messages' || third !== undefined) return NOT_FOUND;
      mailbox.clear();
      return { status: 204 };
    default:
      return NOT_FOUND;
  }
}

const one = (mail: CaughtMail | undefined, part?: string): Answer =>
  found(mail, (it) => {
    if (part === undefined) return page(mailPage(it));
    if (part === 'raw') return { status: 200, type: 'text/plain', body: it.raw };
    if (part === 'html' && it.html !== undefined)
      return {
        ...page(`<base target="_blank">${it.html}`),
        headers: { 'Content-Security-Policy': MAIL_POLICY },
      };
    return NOT_FOUND;
  });

const found = (mail: CaughtMail | undefined, show: (mail: CaughtMail) => Answer): Answer =>
  mail ? show(mail) : NOT_FOUND;

const toJson = (mail: CaughtMail) => ({ ...mail, raw: undefined });

/**
 * Pages of other sites must neither read mails under a name that they let point here, nor send forms here.
 */
function isLocal({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  const crossSite = site === 'cross-site' || site === 'same-site';
  return (
    /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(headers.host ?? '') &&
    !(crossSite && headers.origin !== undefined)
  );
}
