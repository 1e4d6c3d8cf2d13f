import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from './operations.js';
import type { Route } from './routes.js';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Writes down what a DTO's types don't say: a string whose example is a timestamp holds timestamps. */
export function refineSchemas(document: OpenAPIObject): void {
  for (const schema of Object.values(document.components?.schemas ?? {})) {
    if ('$ref' in schema) continue;
    for (const property of Object.values(schema.properties ?? {}))
      if (!('$ref' in property) && TIMESTAMP.test(String(property.example))) property.format ??= 'date-time';
  }
}

/**
 * Says of parameters what their types don't: which are ids, and that one with a default may be left out. `Authorization`
 * is none: it belongs to the security schemes (OpenAPI 3.1, Parameter Object).
 */
export function refineParameters(operation: Operation, { ids }: Route): void {
  operation.parameters = operation.parameters?.filter(
    (parameter) => '$ref' in parameter || parameter.name !== 'authorization',
  );
  for (const parameter of operation.parameters ?? []) {
    if ('$ref' in parameter || !parameter.schema || '$ref' in parameter.schema) continue;
    if ('default' in parameter.schema) parameter.required = false;
    if (ids.includes(parameter.name)) Object.assign(parameter.schema, { pattern: '^[0-9a-fA-F]{24}$' });
  }
}
