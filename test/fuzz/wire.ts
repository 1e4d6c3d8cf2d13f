import type { Call } from '../contract/call.js';
import type { Operation } from '../contract/document.js';
import type { Answer, ApiClient } from '../support/api-client.js';
import type { Wire } from './mutations.js';
import type { Player } from './stage.js';

/** Whoever waits longer for an answer gets none. */
const ANSWER_WITHIN_MS = 15_000;

export const wireOf = ({ path = {}, query = {}, headers = {}, body }: Call): Wire => ({
  path,
  query: new URLSearchParams(query).toString(),
  headers,
  body,
});

const urlOf = ({ path: template, parameters }: Operation, { path, query }: Wire): string => {
  const url = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const example = parameters.find((parameter) => parameter.name === name)?.schema.example;
    return encodeURIComponent(path[name] ?? String(example));
  });
  return query ? `${url}?${query}` : url;
};

const textOf = (body: unknown): string | undefined =>
  body === undefined || typeof body === 'string' ? body : JSON.stringify(body);

/** @throws Error when no answer comes */
export async function send(client: ApiClient, operation: Operation, wire: Wire): Promise<Answer> {
  const answer = client.send(operation.method, urlOf(operation, wire), {
    body: textOf(wire.body),
    headers: { ...wire.headers },
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), ANSWER_WITHIN_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Longer bodies are cut: the seed makes them again. */
const SHOWN = 2_000;

/** The request for a shell; the token is whoever's that is named. */
export function asCurl(player: Player, operation: Operation, wire: Wire): string {
  const body = textOf(wire.body);
  const headers = {
    ...(player !== 'guest' && {
      authorization: `Bearer $TOKEN_OF_${player.toUpperCase().replaceAll(' ', '_')}`,
    }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...wire.headers,
  };
  return [
    `curl -X ${operation.method} "$URL${urlOf(operation, wire).slice(0, SHOWN)}"`,
    ...Object.entries(headers).map(([name, value]) => `-H '${name}: ${value.slice(0, SHOWN)}'`),
    ...(body === undefined ? [] : [`--data-raw '${body.replaceAll("'", `'\\''`).slice(0, SHOWN)}'`]),
  ].join(' ');
}
