import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import {
  document,
  examplesOf,
  isJson,
  operations,
  resolve,
  type Media,
  type Operation,
  type Schema,
} from './document.js';
import { violations } from './schema-validator.js';

const schemas = Object.entries(document.components?.schemas ?? {}) as [string, Schema][];

/** All bodies of an operation, each with a name for messages. */
function bodiesOf({ operationId, requestBody, responses }: Operation): [string, string, Media][] {
  return [
    ...Object.entries(requestBody?.content ?? {}).map(
      ([type, media]) => [`${operationId} request`, type, media] as [string, string, Media],
    ),
    ...Object.entries(responses).flatMap(([status, { content }]) =>
      Object.entries(content ?? {}).map(
        ([type, media]) => [`${operationId} ${status}`, type, media] as [string, string, Media],
      ),
    ),
  ];
}

const bodies = operations.flatMap(bodiesOf);
const namesOf = (found: Operation[]) => found.map(({ operationId }) => operationId);

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as unknown as Record<string, unknown>)).toEqual(
      {
        valid: true,
      },
    );
    expect(validator.version).toBe('3.1');
  });

  it('refers only to what it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target!,
    );
    expect(references.filter((target) => resolve(target) === undefined)).toEqual([]);
  });

  it('gives each operation a name of its own', () => {
    expect(new Set(namesOf(operations)).size).toBe(operations.length);
  });

  it('says of each operation in one line what it does', () => {
    expect(namesOf(operations.filter(({ summary }) => !/^[A-Z].{3,100}[^.]$/.test(summary)))).toEqual([]);
  });

  it('puts each operation into a chapter that is introduced, and has no empty chapter', () => {
    const introduced = document.tags?.map(({ name }) => name) ?? [];
    const used = operations.flatMap(({ tags }) => tags);
    expect(namesOf(operations.filter(({ tags }) => tags?.length !== 1))).toEqual([]);
    expect(introduced.toSorted()).toEqual([...new Set(used)].toSorted());
    expect(document.tags?.filter(({ description }) => !description)).toEqual([]);
  });

  it('says of each operation who may use it, to people and to programs', () => {
    const unclear = operations.filter((operation) => {
      const permissions = operation['x-permissions'];
      const sentence =
        permissions.length > 0 ? `Permission: \`${permissions.join('`, `')}\`` : 'Open to everybody.';
      return (
        !operation.description.includes(sentence) || operation.security.length > 0 !== permissions.length > 0
      );
    });
    expect(namesOf(unclear)).toEqual([]);
  });

  it('explains each parameter, by words or an example', () => {
    const unclear = operations.flatMap(({ operationId, parameters }) =>
      parameters
        .filter(({ description, schema }) => !description && schema.example === undefined)
        .map(({ name }) => `${operationId} ${name}`),
    );
    expect(unclear).toEqual([]);
  });

  it('explains each field, by words or an example', () => {
    const unclear = schemas.flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, property]) => !property.$ref && !property.items?.$ref && !property.anyOf?.[0]?.$ref)
        .filter(([, { description, example }]) => !description && example === undefined)
        .map(([name]) => `${schema}.${name}`),
    );
    expect(unclear).toEqual([]);
  });

  it('leaves no schema open by accident', () => {
    const isOpen = ({ $ref, type, items, properties, additionalProperties, ...rest }: Schema): boolean =>
      !$ref &&
      (items
        ? isOpen(items)
        : type === 'object'
          ? Object.keys(properties ?? {}).length === 0 && additionalProperties === undefined
          : !type && !['oneOf', 'anyOf', 'allOf', 'enum', 'const'].some((key) => key in rest));
    const open = schemas.flatMap(([name, schema]) => [
      ...(isOpen(schema) ? [name] : []),
      ...Object.entries(schema.properties ?? {})
        .filter(([, property]) => isOpen(property))
        .map(([field]) => `${name}.${field}`),
    ]);
    expect(open).toEqual([]);
    expect(bodies.filter(([, , { schema }]) => !schema || isOpen(schema)).map(([name]) => name)).toEqual([]);
  });

  it('shows each JSON body by an example that is true to its schema', () => {
    const untrue = bodies
      .filter(([, type]) => isJson(type))
      .flatMap(([name, , media]) => {
        const examples = examplesOf(media);
        if (examples.length === 0) return [`${name} has no example`];
        return examples
          .flatMap((example) => violations(media.schema!, example))
          .map((line) => `${name} ${line}`);
      });
    expect(untrue).toEqual([]);
  });

  it('answers errors as problem documents, except where health has a shape of its own', () => {
    const others = bodies
      .filter(([name, type]) => / [45]\d\d$/.test(name) && type !== 'application/problem+json')
      .map(([name]) => name);
    expect(others).toEqual(['healthOverview 503', 'healthReady 503', 'healthDatabase 503']);
  });

  it('says of each answer what it means', () => {
    const silent = operations.flatMap(({ operationId, responses }) =>
      Object.entries(responses)
        .filter(([, { description }]) => !description)
        .map(([status]) => `${operationId} ${status}`),
    );
    expect(silent).toEqual([]);
  });
});
