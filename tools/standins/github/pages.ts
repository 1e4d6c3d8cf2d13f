import { html } from '../web/html.ts';
import { page } from '../web/page.ts';
import { htmlPage, type WebAnswer } from '../web/server.ts';
import type { GithubPerson } from './people.ts';

/** Where somebody says who it is, and agrees. Links, since a form could not lead back to the application. */
export function authorizePage(people: Iterable<GithubPerson>, url: URL): WebAnswer {
  const as = (name: string, value: string) => {
    const target = new URL(url);
    target.searchParams.set(name, value);
    return target.pathname + target.search;
  };
  const choices = [...people].map(
    ({ login, name, emails }) =>
      html`<li>
        <a href="${as('login', login)}">${name ?? login}</a> ${emails.map(({ email }) => email).join(', ')}
      </li>`,
  );
  const body = html`<header><h1>Sign in to GitHub</h1></header>
    <p>This page stands in for GitHub. Whom shall it say you are?</p>
    <ul>
      ${choices}
    </ul>
    <p><a href="${as('decline', '1')}">Decline</a></p>`;
  return htmlPage(page('Sign in to GitHub', body));
}
