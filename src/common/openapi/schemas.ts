import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from './operations.js';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Writes down what a DTO's types don't say: a string whose example is a timestamp holds timestamps. */
export function refineSchemas(document: OpenAPIObject): void {
  for (const schema of Object.values(document.components?.schemas ?? {})) {
    if ('$ref' in schema) continue;
    for (const property of Object.values(schema.properties ?? {}))
      if (!('$ref' in property) && TIMESTAMP.test(String(property.example))) property.format ??= 'date-time';
  }
}

/** A parameter with a default may be left out, though the type of its field doesn't say so. */
export function refineParameters(operation: Operation): void {
  for (const parameter of operation.parameters ?? [])
    if ('schema' in parameter && parameter.schema && 'default' in parameter.schema)
      parameter.required = false;
}
