import { json, type WebAnswer, type WebRequest } from '../web/server.ts';
import type { Grants } from './grants.ts';
import type { GithubPerson } from './people.ts';

const EMAIL_SCOPES = new Set(['user', 'user:email']);

const refuse = (status: number, message: string): WebAnswer => json({ message }, status);

/** `GET /user` and `GET /user/emails` of the REST API. */
export function api(
  { headers, url }: WebRequest,
  people: ReadonlyMap<string, GithubPerson>,
  grants: Grants,
): WebAnswer {
  if (!headers['user-agent'])
    return refuse(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
    );
  const token = /^(?:bearer|token) (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const grant = grants.find(token ?? '');
  const person = people.get(grant?.login ?? '');
  if (!grant || !person) return refuse(401, 'Bad credentials');
  const { id, login, name, emails } = person;
  if (url.pathname === '/user') {
    const shown = emails.find(({ visibility }) => visibility === 'public')?.email ?? null;
    return json({ id, login, name, email: shown, type: 'User' });
  }
  if (!grant.scopes.some((scope) => EMAIL_SCOPES.has(scope))) return refuse(404, 'Not Found');
  return json(emails);
}
