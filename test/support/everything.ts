import type { Answer, ApiClient } from './api-client.js';
import type { TestApp } from './test-app.js';

interface Document {
  paths: Record<string, { get?: object }>;
}

/**
 * Every address that can be read.
 *
 * @param names what may stand for any parameter of a path
 * @param searches queries of the catalogue
 */
export async function everyAddress(
  { api }: TestApp,
  names: readonly string[],
  searches: readonly string[] = [],
): Promise<string[]> {
  const { body } = await api.get<Document>('/openapi.json');
  return Object.entries(body.paths).flatMap(([path, { get }]) => (get ? addressesOf(path) : []));

  /** A path with everything in the place of its parameters that there is. */
  function addressesOf(path: string): string[] {
    const parameter = /\{\w+\}/.exec(path)?.[0];
    if (!parameter)
      return path === '/api/v1/courses' ? [path, ...searches.map((query) => path + query)] : [path];
    return names.flatMap((name) => addressesOf(path.replace(parameter, name)));
  }
}

const everythingIn = ({ text, headers }: Answer) => text + JSON.stringify([...headers]);

/** Asks for everything, and again for what has been remembered. @returns the answers by address */
export async function askForEverything(
  api: ApiClient,
  addresses: readonly string[],
): Promise<{ answers: Map<string, string>; hits: number }> {
  const answers = new Map<string, string>();
  let hits = 0;
  for (const path of addresses) {
    const answer = await api.get(path);
    answers.set(path, everythingIn(answer));
    if (!answer.headers.has('x-cache')) continue;
    const again = await api.get(path);
    answers.set(`${path} again`, everythingIn(again));
    if (again.headers.get('x-cache') === 'HIT') hits++;
  }
  return { answers, hits };
}
