import { examplesOf, resolve, type Operation, type Schema } from '../contract/document.js';
import type { Random } from './random.js';

const ID = /^[0-9a-f]{24}$/;

/** Fields that change what a call is about, so that it would rather fail. */
const isReference = (value: unknown): boolean =>
  JSON.stringify(value ?? null).includes('"665f1c2a') || ID.test(String(value));

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A body that the operation takes, like one that is known to be good: some fields more, and other values of enumerations. */
export function varyBody(operation: Operation, good: unknown, random: Random): unknown {
  const media = operation.requestBody?.content['application/json'];
  if (!media?.schema || !isFields(good)) return good;
  const [example] = examplesOf(media);
  const more = isFields(example) ? Object.entries(example) : [];
  const chosen = more.filter(([key, value]) => !(key in good) && !isReference(value) && random.chance(0.4));
  return varyValues(media.schema, { ...good, ...Object.fromEntries(chosen) }, random);
}

function varyValues(schema: Schema, fields: Fields, random: Random): Fields {
  const { properties = {} } = follow(schema);
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      const property = properties[key];
      if (!property?.enum || !random.chance(0.3)) return [key, value];
      return [key, random.pick(property.enum)];
    }),
  );
}

const follow = (schema: Schema): Schema => (schema.$ref ? follow(resolve(schema.$ref) as Schema) : schema);
