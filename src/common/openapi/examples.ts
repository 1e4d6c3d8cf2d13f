import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from './operations.js';

type Schema = {
  $ref?: string;
  type?: string | string[];
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  format?: string;
};

/** Deep enough for every DTO; ends the walk through schemas that contain themselves. */
const MAX_DEPTH = 12;

/** For fields whose name says enough. */
const SOME_TIME = '2026-01-15T09:30:00.000Z';

/** An example of a schema, made of the examples of its fields. */
export function exampleOf(document: OpenAPIObject, schema: Schema, depth = 0): unknown {
  if (depth > MAX_DEPTH) return undefined;
  if (schema.$ref) return exampleOf(document, resolve(document, schema.$ref), depth + 1);
  if (schema.example !== undefined) return schema.example;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(document, part, depth + 1)));
  const [alternative] = schema.oneOf ?? schema.anyOf ?? [];
  if (alternative) return exampleOf(document, alternative, depth + 1);
  if (schema.default !== undefined) return schema.default;
  if (schema.enum?.length) return schema.enum[0];
  if (schema.format === 'date-time') return SOME_TIME;
  if (schema.type === 'boolean') return true;
  if (schema.items) {
    const item = exampleOf(document, schema.items, depth + 1);
    return item === undefined ? [] : [item];
  }
  if (!schema.properties) return undefined;
  const entries = Object.entries(schema.properties)
    .map(([name, property]) => [name, exampleOf(document, property, depth + 1)] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

function resolve(document: OpenAPIObject, reference: string): Schema {
  const schema = document.components?.schemas?.[reference.replace('#/components/schemas/', '')];
  if (!schema) throw new Error(`The document refers to ${reference}, which it doesn't hold`);
  return schema as Schema;
}

type Content = Record<string, { schema?: object; example?: unknown; examples?: unknown }>;

/** Gives an example to each body of an operation that has none of its own. */
export function addExamples(document: OpenAPIObject, operation: Operation): void {
  const bodies = [operation.requestBody, ...Object.values(operation.responses)] as (
    { content?: Content } | undefined
  )[];
  for (const media of bodies.flatMap((body) => Object.values(body?.content ?? {}))) {
    if (!media.schema || media.example !== undefined || media.examples !== undefined) continue;
    const example = exampleOf(document, media.schema);
    if (example !== undefined) media.example = example;
  }
}
