import { randomBytes } from 'node:crypto';
import { NOT_FOUND, startWebServer, type WebAnswer, type WebRequest } from '../web/server.ts';
import { api } from './api.ts';
import { Grants } from './grants.ts';
import { accessToken, authorize, type Client } from './oauth.ts';
import { SAMPLE_PEOPLE, type GithubPerson } from './people.ts';

export { emailOf, type GithubPerson } from './people.ts';

export interface GithubOptions {
  /** 0, the default, takes any that is free. */
  readonly port?: number;
  /** Made up unless given. */
  readonly clientSecret?: string;
  readonly people?: readonly GithubPerson[];
}

/** GitHub, played: its OAuth pages and the part of its API that tells who somebody is, all at one address. */
export interface GithubStandIn extends Client {
  readonly url: string;
  /** Adds somebody, or changes who is there already. */
  add(person: GithubPerson): void;
  /** Answers the next request to a path otherwise; undefined lets it hang. */
  answerNext(path: string, answer: WebAnswer | undefined): void;
  close(): Promise<void>;
}

/** Starts GitHub on 127.0.0.1. */
export async function startGithub(options: GithubOptions = {}): Promise<GithubStandIn> {
  const client = {
    clientId: 'Iv1.standin',
    clientSecret: options.clientSecret ?? randomBytes(20).toString('hex'),
  };
  const people = new Map((options.people ?? SAMPLE_PEOPLE).map((person) => [person.login, person]));
  const grants = new Grants();
  const otherwise = new Map<string, WebAnswer | undefined>();

  const answer = (request: WebRequest): WebAnswer | undefined => {
    const { method, url } = request;
    if (otherwise.has(url.pathname)) {
      const given = otherwise.get(url.pathname);
      otherwise.delete(url.pathname);
      return given;
    }
    switch (`${method} ${url.pathname}`) {
      case 'GET /login/oauth/authorize':
        return authorize(request, client, people, grants);
      case 'POST /login/oauth/access_token':
        return accessToken(request, client, grants);
      case 'GET /user':
      case 'GET /user/emails':
        return api(request, people, grants);
      default:
        return NOT_FOUND;
    }
  };
  const server = await startWebServer(options.port ?? 0, answer);
  return {
    ...client,
    url: server.url,
    add: (person) => void people.set(person.login, person),
    answerNext: (path, given) => void otherwise.set(path, given),
    close: () => server.close(),
  };
}
