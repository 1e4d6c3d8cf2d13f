/** Fields with values of plain JSON, which read back as they were written. */
export type Fields = Record<string, unknown>;

type Json = string | number | boolean | null | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

/** What stands for a value that nobody may read. */
export const HIDDEN = '[changed]';

/** Longer texts are works and not what the log is for: it tells how they begin. */
const LONGEST_TEXT = 1000;
const BEGINNING = 100;

const SECRET_NAME = /password|secret|token|hash|seed|otp|code|apikey|phone|birth|^address$/i;
/** bcrypt, a signed token, an encrypted field. */
const SECRET_VALUE = /^(\$2[aby]\$|eyJ|[\w-]+\.[\w-]{38,}$)/;

/**
 * What was changed, from the state before and after: equal fields are left out, what is secret or stored encrypted is named
 * without its value, and long texts are shortened.
 */
export function changesOf(
  before: object | undefined,
  after: object | undefined,
): { before: Fields | null; after: Fields | null } {
  const [one, other] = [plain(before), plain(after)];
  if (one && other) dropEqual(one, other);
  return { before: one && hideSecrets(one), after: other && hideSecrets(other) };
}

/** Divides fields into those that tell nothing personal and the others. */
export function divide(
  values: Fields | null,
  facts: readonly string[],
): { facts: Fields | null; personal: Fields | null } {
  const entries = Object.entries(values ?? {});
  return {
    facts: objectOf(entries.filter(([name]) => facts.includes(name))),
    personal: objectOf(entries.filter(([name]) => !facts.includes(name))),
  };
}

const objectOf = (entries: [string, unknown][]): Fields | null =>
  entries.length > 0 ? Object.fromEntries(entries) : null;

const plain = (value: object | undefined): JsonObject | null =>
  value === undefined ? null : (JSON.parse(JSON.stringify(value)) as JsonObject);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function dropEqual(one: JsonObject, other: JsonObject): void {
  for (const name of Object.keys(one)) {
    const [left, right] = [one[name], other[name]];
    if (JSON.stringify(left) === JSON.stringify(right)) {
      delete one[name];
      delete other[name];
    } else if (isObject(left) && isObject(right)) dropEqual(left, right);
  }
}

function hideSecrets(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(name, value)]));
}

function shown(name: string, value: Json): Json {
  // That something is empty is no secret.
  if (value === null) return null;
  if (SECRET_NAME.test(name)) return HIDDEN;
  if (typeof value === 'string') return SECRET_VALUE.test(value) ? HIDDEN : shortened(value);
  if (Array.isArray(value)) return value.map((item) => shown('', item));
  return typeof value === 'object' ? hideSecrets(value) : value;
}

/** Half an emoji at the cut can't be hashed, so a mark stands there. */
const shortened = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${beginningOf(text)}... (${text.length} characters)`;

const beginningOf = (text: string): string => text.slice(0, BEGINNING).toWellFormed();
