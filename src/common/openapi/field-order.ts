import type { OpenAPIObject } from '@nestjs/swagger';

/** A DTO as the compiler's plugin leaves it: it knows its fields in the order of the source. */
interface Dto {
  readonly name: string;
  _OPENAPI_METADATA_FACTORY?(): Record<string, { type?: unknown }>;
}

/**
 * Brings the fields of schemas into the order in which their classes declare them; those with a decorator would come
 * first.
 *
 * @param models the classes that routes take and answer with
 */
export function orderFields(document: OpenAPIObject, models: readonly unknown[]): void {
  for (const [name, order] of declaredFields(models)) {
    const schema = document.components?.schemas?.[name];
    if (!schema || '$ref' in schema) continue;
    const fields = Object.entries(schema.properties ?? {});
    schema.properties = Object.fromEntries(
      fields.toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other)),
    );
  }
}

/** The fields of the models and of the models in them, by the models' names. */
function declaredFields(
  models: readonly unknown[],
  found = new Map<string, string[]>(),
): Map<string, string[]> {
  for (const model of models as (Dto | undefined)[]) {
    const fields = model?._OPENAPI_METADATA_FACTORY?.();
    if (!model || !fields || found.has(model.name)) continue;
    found.set(model.name, Object.keys(fields));
    declaredFields(
      Object.values(fields).flatMap(({ type }) => (typeof type === 'function' ? (type() as unknown) : [])),
      found,
    );
  }
  return found;
}
