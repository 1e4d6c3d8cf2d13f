import type { Model, Schema, SchemaType } from 'mongoose';

/** A path of a schema with its type, and for lists the type of their items. */
interface Path {
  readonly path: string;
  readonly type: SchemaType;
  readonly isList: boolean;
}

type AnyModel = Pick<Model<unknown>, 'modelName' | 'schema' | 'collection'>;

/**
 * An entity-relationship diagram of collections in Mermaid's notation: top-level fields, what nested objects hold, and
 * references. The same schemas give the same text.
 */
export function mermaidEr(models: readonly AnyModel[]): string {
  const sorted = models.toSorted((a, b) => a.collection.name.localeCompare(b.collection.name));
  const collections = new Map(sorted.map(({ modelName, collection }) => [modelName, collection.name]));
  const entities = sorted.flatMap(({ schema, collection }) => [
    `  ${collection.name} {`,
    ...fields(schema).map((field) => `    ${field}`),
    '  }',
  ]);
  const relations = sorted.flatMap(({ schema, collection }) =>
    relationsOf(schema, collection.name, collections),
  );
  return ['erDiagram', ...entities, ...relations].join('\n');
}

/** One line a top-level field; a nested object's fields are named in its comment. */
function fields(schema: Schema): string[] {
  const { _id, ...others } = Object.groupBy(leaves(schema), ({ path }) => path.split('.')[0]!);
  return Object.entries({ _id, ...others }).flatMap(([name, paths]) => {
    const nested = paths!.filter(({ path }) => path !== name).map(({ path }) => path.slice(name.length + 1));
    const own = paths!.find(({ path }) => path === name);
    const type = own ? typeName(own) : 'object';
    const key = own ? keyOf(own, schema) : '';
    return [[type, name, key, nested.length > 0 ? `"${nested.join(', ')}"` : ''].filter(Boolean).join(' ')];
  });
}

/** All paths, those inside of nested schemas too; `$*` stands for the values of a map, which its type tells. */
function leaves(schema: Schema, prefix = ''): Path[] {
  const paths: Path[] = [];
  schema.eachPath((name, type) => {
    if (name.endsWith('$*')) return;
    const path = `${prefix}${name}`;
    const isList = type.instance === 'Array';
    const item = type.getEmbeddedSchemaType();
    paths.push({ path, type: isList && item ? item : type, isList });
    const nested = (type as { schema?: Schema }).schema ?? (item as { schema?: Schema } | undefined)?.schema;
    if (nested)
      paths.push(...leaves(nested, `${path}.`).filter(({ path: inner }) => !inner.endsWith('._id')));
  });
  return paths;
}

const NAMES: Record<string, string> = { Embedded: 'object', DocumentArrayElement: 'object', Mixed: 'any' };

function typeName({ type, isList }: Path): string {
  const { instance } = type;
  const name = NAMES[instance] ?? (instance === 'ObjectId' ? instance : instance.toLowerCase());
  return isList ? `${name}[]` : name;
}

function keyOf({ path, type }: Path, schema: Schema): string {
  if (path === '_id') return 'PK';
  return [type.options['ref'] ? 'FK' : '', isUnique(path, schema) ? 'UK' : ''].filter(Boolean).join(', ');
}

const isUnique = (path: string, schema: Schema) =>
  schema.indexes().some(([keys, options]) => options?.unique && Object.keys(keys).join() === path);

/** A reference is one to many, unless a list holds many or a unique index allows one; optional ones may point nowhere. */
function relationsOf(schema: Schema, collection: string, collections: ReadonlyMap<string, string>): string[] {
  return leaves(schema).flatMap(({ path, type, isList }) => {
    const target = collections.get(String(type.options['ref']));
    if (!target) return [];
    const near = isList ? '}o' : type.isRequired ? '||' : '|o';
    const far = isUnique(path, schema) ? 'o|' : 'o{';
    return [`  ${target} ${near}--${far} ${collection} : "${path}"`];
  });
}
