import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Permission } from '../../src/common/access/index.js';

/** A part of the document that the tests read; `$ref`s are followed by {@link resolve}. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly description?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: unknown;
}

export interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Record<string, { $ref: string } | { value: unknown }>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: string[];
  readonly security: object[];
  readonly 'x-permissions': Permission[];
  readonly parameters: Parameter[];
  readonly requestBody?: { content: Record<string, Media> };
  readonly responses: Record<string, { description: string; content?: Record<string, Media> }>;
}

/** The contract as it is committed. */
export const document = JSON.parse(readFileSync('openapi.json', 'utf8')) as OpenAPIObject;

export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
    ...operation,
    parameters: operation.parameters ?? [],
    method: method.toUpperCase(),
    path,
  })),
);

/** What a reference into the document points to. */
export const resolve = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);

/** All examples of a body. */
export const examplesOf = ({ example, examples }: Media): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples ?? {}).map(
    (each) => ('$ref' in each ? (resolve(each.$ref) as { value: unknown }) : each).value,
  ),
];

/** The codes of the errors that an operation may answer with a status. */
export const errorCodesOf = (operation: Operation, status: number): string[] =>
  Object.keys(operation.responses[status]?.content?.['application/problem+json']?.examples ?? {});

export const isJson = (mediaType: string): boolean => /[/+]json$/.test(mediaType);
