import type { Operation } from '../contract/document.js';
import {
  HOSTILE_BODIES,
  HOSTILE_HEADERS,
  HOSTILE_QUERIES,
  HOSTILE_TEXTS,
  HOSTILE_VALUES,
} from './hostile-values.js';
import type { Random } from './random.js';

/** A request as it goes over the wire, but for the method and whose it is. */
export interface Wire {
  readonly path: Readonly<Record<string, string>>;
  /** As it stands in the URL, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text goes as it is, everything else as JSON. */
  readonly body?: unknown;
}

type Mutation = (wire: Wire, operation: Operation, random: Random) => Wire;

/** The server reads no longer addresses; that is its matter, not the operation's. */
const MAX_IN_URL = 4_000;

/** Segments that clients resolve themselves. */
const RESOLVED = new Set(['', '.', '..']);

/** What can be put into a URL: a lone surrogate can't, and an empty segment or one of dots makes it another. */
const inPath = (random: Random): string => {
  const text = random.pick(HOSTILE_TEXTS).toWellFormed().slice(0, MAX_IN_URL);
  return RESOLVED.has(text.trim()) ? 'x' : text;
};

const mutatePath: Mutation = (wire, { parameters }, random) => {
  const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  return names.length === 0
    ? wire
    : { ...wire, path: { ...wire.path, [random.pick(names)]: inPath(random) } };
};

const mutateQuery: Mutation = (wire, { parameters }, random) => {
  const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  if (names.length === 0 || random.chance(0.15)) return { ...wire, query: random.pick(HOSTILE_QUERIES) };
  const name = random.pick(names);
  const value = encodeURIComponent(random.pick(HOSTILE_TEXTS).toWellFormed().slice(0, MAX_IN_URL));
  const odd = [
    `${name}=${value}`,
    `${name}=${value}&${name}=1`,
    `${name}[]=${value}`,
    `${name}[$gt]=${value}`,
    name,
  ];
  // Mostly one plain value: it gets furthest.
  return { ...wire, query: random.chance(0.7) ? odd[0]! : random.pick(odd) };
};

const mutateHeader: Mutation = (wire, _operation, random) => {
  const [name, value] = random.pick(HOSTILE_HEADERS);
  return { ...wire, headers: { ...wire.headers, [name]: value } };
};

const mutateBody: Mutation = (wire, _operation, random) => {
  if (typeof wire.body === 'string' || wire.body === undefined || random.chance(0.15))
    return { ...wire, body: random.pick(HOSTILE_BODIES) };
  return { ...wire, body: mutateValue(wire.body, random) };
};

/** Replaces, takes away or adds something somewhere in a value. */
function mutateValue(value: unknown, random: Random): unknown {
  const isList = Array.isArray(value);
  if (typeof value !== 'object' || value === null || random.chance(0.1)) return random.pick(HOSTILE_VALUES);
  const entries = Object.entries(value);
  if (entries.length === 0 || random.chance(0.1)) return withEntry(value, random);
  const at = random.below(entries.length);
  if (random.chance(0.15)) return rebuild(isList, entries.toSpliced(at, 1));
  const [key, inner] = entries[at]!;
  const isDeep = typeof inner === 'object' && inner !== null && random.chance(0.7);
  const replaced = isDeep ? mutateValue(inner, random) : random.pick(HOSTILE_VALUES);
  return rebuild(isList, entries.with(at, [key, replaced]));
}

function withEntry(value: object, random: Random): unknown {
  const extra = random.pick(HOSTILE_VALUES);
  if (Array.isArray(value)) return [...(value as unknown[]), extra];
  const key = random.pick(['__proto__', 'constructor', '$set', 'role', 'id', '_id', 'userId', 'a.b', '']);
  return Object.defineProperty({ ...value }, key, { value: extra, enumerable: true, configurable: true });
}

const rebuild = (isList: boolean, entries: [string, unknown][]): unknown =>
  isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);

/** Makes one thing about a good request wrong, or at least unusual. */
export function mutate(wire: Wire, operation: Operation, random: Random): Wire {
  const possible: Mutation[] = [mutateQuery, mutateHeader];
  if (Object.keys(wire.path).length > 0 || operation.path.includes('{')) possible.push(mutatePath);
  // What takes no body reads none; a GET can't even carry one.
  if (operation.requestBody) possible.push(mutateBody, mutateBody, mutateBody);
  return random.pick(possible)(wire, operation, random);
}
