import {
  htmlPage,
  json,
  NOT_FOUND,
  redirect,
  startWebServer,
  type WebAnswer,
  type WebRequest,
  type WebServer,
} from '../web/server.ts';
import type { CaughtMail, Mailbox } from './mailbox.ts';
import { listPage, mailPage } from './pages.ts';

/** For the HTML of mails: nothing runs, nothing is loaded, and links open elsewhere. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox";

/** Shows the caught mails to people, as pages, and to programs, as JSON under `/api`. */
export const startWeb = (mailbox: Mailbox, port: number): Promise<WebServer> =>
  startWebServer(port, (request) => answer(mailbox, request));

function answer(mailbox: Mailbox, { method, url, path: [first = '', second, third] }: WebRequest): WebAnswer {
  switch (`${method} /${first}`) {
    case 'GET /':
      return htmlPage(listPage(mailbox.list()));
    case 'POST /clear':
      mailbox.clear();
      return redirect('/');
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

const one = (mail: CaughtMail | undefined, part?: string): WebAnswer =>
  found(mail, (it) => {
    if (part === undefined) return htmlPage(mailPage(it));
    if (part === 'raw') return { status: 200, type: 'text/plain', body: it.raw };
    if (part === 'html' && it.html !== undefined)
      return htmlPage(`<base target="_blank">${it.html}`, { 'Content-Security-Policy': MAIL_POLICY });
    return NOT_FOUND;
  });

const found = (mail: CaughtMail | undefined, show: (mail: CaughtMail) => WebAnswer): WebAnswer =>
  mail ? show(mail) : NOT_FOUND;

const toJson = (mail: CaughtMail) => ({ ...mail, raw: undefined });
