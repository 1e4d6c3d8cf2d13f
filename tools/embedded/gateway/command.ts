import { BSON } from 'mongodb';
import { MongoError } from './errors.ts';
import { ProtocolError, sequenceDocument, type Request } from './wire.ts';

const BSON_DOUBLE = 0x01;
const BSON_STRING = 0x02;
const BSON_DOCUMENT = 0x03;
const BSON_ARRAY = 0x04;
const BSON_BOOLEAN = 0x08;
const BSON_INT32 = 0x10;
const BSON_INT64 = 0x12;

interface Element {
  type: number;
  offset: number;
  length: number;
}

/**
 * A command read only as far as the gateway must: top-level fields are located, not decoded, so that a
 * large document travels through as the bytes that came in.
 */
export class Command {
  /** The command's name, as sent: the first key of the body. */
  readonly name: string;
  readonly db: string;
  readonly body: Buffer;
  readonly #sequences: ReadonlyMap<string, Buffer>;
  readonly #elements = new Map<string, Element>();

  /** @throws ProtocolError when the body isn't BSON or names no command */
  constructor(request: Request) {
    this.body = request.body;
    this.#sequences = request.sequences;
    try {
      for (const [type, nameOffset, nameLength, offset, length] of BSON.onDemand.parseToElements(this.body)) {
        const name = this.body.toString('utf8', nameOffset, nameOffset + nameLength);
        this.#elements.set(name, { type, offset, length });
      }
    } catch (error) {
      throw new ProtocolError('the body is not BSON', { cause: error });
    }
    const first = this.#elements.keys().next();
    if (first.done) throw new ProtocolError('the body names no command');
    this.name = first.value;
    this.db = request.legacyDatabase ?? this.string('$db') ?? 'admin';
  }

  /** The collection that the command names as its own value. */
  get collection(): string {
    const collection = this.string(this.name);
    if (collection) return collection;
    throw new MongoError(73, `Invalid namespace specified for command '${this.name}'`);
  }

  has(field: string): boolean {
    return this.#elements.has(field);
  }

  string(field: string): string | undefined {
    const element = this.#elements.get(field);
    if (element?.type !== BSON_STRING) return undefined;
    return this.body.toString('utf8', element.offset + 4, element.offset + element.length - 1);
  }

  /** An integer of any BSON number type, exact. */
  integer(field: string): bigint | undefined {
    const element = this.#elements.get(field);
    if (element?.type === BSON_INT32) return BigInt(this.body.readInt32LE(element.offset));
    if (element?.type === BSON_INT64) return this.body.readBigInt64LE(element.offset);
    if (element?.type !== BSON_DOUBLE) return undefined;
    const value = this.body.readDoubleLE(element.offset);
    return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
  }

  boolean(field: string): boolean | undefined {
    const element = this.#elements.get(field);
    return element?.type === BSON_BOOLEAN ? this.body[element.offset] !== 0 : undefined;
  }

  /** A document or array field as raw BSON. */
  raw(field: string): Buffer | undefined {
    const element = this.#elements.get(field);
    if (element?.type !== BSON_DOCUMENT && element?.type !== BSON_ARRAY) return undefined;
    return this.body.subarray(element.offset, element.offset + element.length);
  }

  /** A document or array field, decoded; numbers keep their BSON type. An array comes as `{0: ..., 1: ...}`. */
  document(field: string): BSON.Document | undefined {
    const raw = this.raw(field);
    return raw && decodeBson(raw);
  }

  /** The values of an array field, decoded; numbers keep their BSON type. */
  array(field: string): unknown[] | undefined {
    return this.#elements.get(field)?.type === BSON_ARRAY ? Object.values(this.document(field)!) : undefined;
  }

  /** The documents of one sequence, raw, when the sender used one. */
  sequence(name: string): Buffer | undefined {
    return this.#sequences.get(name);
  }

  /** One document of a list that may be a field or a sequence, raw. */
  item(list: string, index: number): Buffer | undefined {
    const sequence = this.#sequences.get(list);
    if (sequence) return sequenceDocument(sequence, index);
    const array = this.raw(list);
    const element = array && [...BSON.onDemand.parseToElements(array)][index];
    if (element?.[0] !== BSON_DOCUMENT) return undefined;
    const [, , , offset, length] = element;
    return array!.subarray(offset, offset + length);
  }
}

/**
 * Decodes so that encoding again gives the same bytes: numbers keep their BSON type. Text that isn't UTF-8
 * doesn't fail here, because PostgreSQL checks what clients send, and quotes it in its messages.
 */
export function decodeBson(bytes: Uint8Array): BSON.Document {
  return BSON.deserialize(bytes, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } });
}
