import { fastifyCookie as cookie } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ROUND_TRIP_SECONDS } from '../application/oauth-round-trip.js';

const NAME = 'oauth_ticket';

/** Keeps the ticket of a sign-in in the browser that began it. Returning from the provider, it is sent along (`Lax`). */
export function keepTicket(reply: FastifyReply, ticket: string, { https }: { https: boolean }): void {
  setCookie(reply, ticket, ROUND_TRIP_SECONDS, https);
}

/** Reads the ticket and removes it from the browser. */
export function takeTicket(
  request: FastifyRequest,
  reply: FastifyReply,
  { https }: { https: boolean },
): string {
  setCookie(reply, '', 0, https);
  return cookie.parse(request.headers.cookie ?? '')[NAME] ?? '';
}

const setCookie = (reply: FastifyReply, value: string, maxAge: number, secure: boolean) =>
  reply.header(
    'set-cookie',
    cookie.serialize(NAME, value, { path: '/api/v1/auth', httpOnly: true, sameSite: 'lax', maxAge, secure }),
  );
