import type { ApiClient, Answer } from '../support/api-client.js';
import type { Operation } from './document.js';

/** What of a call the operation itself doesn't say. */
export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls an operation. Path parameters that aren't given are those of the document's examples. */
export function call(
  client: ApiClient,
  operation: Operation,
  { path, query, body, headers }: Call,
): Promise<Answer> {
  const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const example = operation.parameters.find((parameter) => parameter.name === name)?.schema.example;
    return encodeURIComponent(path?.[name] ?? String(example));
  });
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  return client.send(operation.method, url + search, { body, headers });
}
