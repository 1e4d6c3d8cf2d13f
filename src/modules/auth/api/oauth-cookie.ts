import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ROUND_TRIP_SECONDS } from '../application/oauth-round-trip.js';

const NAME = 'oauth_ticket';

/** Keeps the ticket of a sign-in in the browser that began it, which sends it along when it returns (`Lax`). */
export const keepTicket = (reply: FastifyReply, ticket: string, secure: boolean): void =>
  setCookie(reply, ticket, ROUND_TRIP_SECONDS, secure);

/** Reads the ticket and removes it from the browser. */
export function takeTicket(request: FastifyRequest, reply: FastifyReply, secure: boolean): string {
  setCookie(reply, '', 0, secure);
  return parseCookie(request.headers.cookie ?? '')[NAME] ?? '';
}

function setCookie(reply: FastifyReply, value: string, maxAge: number, secure: boolean): void {
  const limits = { path: '/api/v1/auth', httpOnly: true, sameSite: 'lax', maxAge, secure } as const;
  reply.header('set-cookie', stringifySetCookie({ name: NAME, value, ...limits }));
}
