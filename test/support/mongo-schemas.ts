import { Schema, type Connection, type SchemaType } from 'mongoose';

/**
 * Paths that take any value although nobody said so: mongoose turns types that it doesn't understand (`Object`, `{}`)
 * silently into Mixed. A path that is meant to is declared with the literal `Schema.Types.Mixed`.
 */
export const unexpectedlyMixed = (connection: Connection): string[] =>
  Object.values(connection.models).flatMap(({ schema, collection }) => mixedIn(schema, collection.name));

function mixedIn(schema: Schema, prefix: string): string[] {
  const found: string[] = [];
  schema.eachPath((path, type) => found.push(...mixedAt(type, `${prefix}.${path}`)));
  return found;
}

function mixedAt(type: SchemaType, path: string): string[] {
  if (type.instance === 'Mixed') return type.options['type'] === Schema.Types.Mixed ? [] : [path];
  // Lists of objects have a schema, other lists the type of their items.
  const nested = (type as { schema?: Schema }).schema;
  if (nested) return mixedIn(nested, path);
  const item = type.getEmbeddedSchemaType();
  return item ? mixedAt(item, `${path}[]`) : [];
}
