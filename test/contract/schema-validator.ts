import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { document, type Schema } from './document.js';

const DOCUMENT = 'urn:lyceum:openapi';

/** Nothing that isn't described: a field that slipped into an answer is found. */
function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value)]));
  return 'properties' in copy && copy['type'] === 'object' && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(
  { ...(close({ components: document.components }) as object), $id: DOCUMENT },
  undefined,
  undefined,
  false,
);

/** Compiled once for each schema: hundreds of answers are the same problem document. */
const validators = new Map<string, ReturnType<typeof ajv.compile>>();

function validatorOf(schema: Schema) {
  const key = JSON.stringify(schema);
  const validate = validators.get(key) ?? ajv.compile(absolute(close(schema)) as object);
  validators.set(key, validate);
  return validate;
}

/** @returns what is wrong with a value by a schema of the document, closed; empty when nothing is */
export function violations(schema: Schema, value: unknown): string[] {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
}

/** The same schema seen from outside the document. */
function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' ? `${DOCUMENT}${value}` : absolute(value),
    ]),
  );
}
