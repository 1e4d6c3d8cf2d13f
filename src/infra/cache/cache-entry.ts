import { entityTag } from '../../common/http/etag.js';
import { JsonText } from './json-text.js';

/** A serialised answer, ready to be sent. */
export interface CacheEntry {
  /**
   * JSON in UTF-8, as a string in which each character is one byte. Such a string goes to the socket in one write with
   * the head of the answer, where a Buffer takes two, which is a tenth of the whole cost of a hit. Besides, it is no slice
   * of a network chunk that it would keep alive.
   */
  readonly bytes: string;
  /** The strong entity tag of the bytes, quoted. */
  readonly etag: string;
}

/** Stands first in every stored value; raise it when the layout changes, and old values become misses. */
const FORMAT = 1;
const HEADER_BYTES = 4;

/** Serialises a value once for all who will read it. What JSON can't say, `undefined`, becomes `null`. */
export function entryOf(value: unknown): CacheEntry {
  const json = value instanceof JsonText ? value.text : (JSON.stringify(value) ?? 'null');
  // In most answers each character is one byte already.
  const bytes = Buffer.byteLength(json) === json.length ? json : Buffer.from(json).toString('latin1');
  return { bytes, etag: entityTag(json) };
}

export const bodyOf = ({ bytes }: CacheEntry): Buffer => Buffer.from(bytes, 'latin1');

/** The value as Redis keeps it: format, length of the tag, length of the stamp, tag, stamp, body. */
export function encodeEntry({ bytes, etag }: CacheEntry, stamp: string): Buffer {
  const value = Buffer.allocUnsafe(HEADER_BYTES + etag.length + stamp.length + bytes.length);
  value.writeUInt8(FORMAT, 0);
  value.writeUInt8(etag.length, 1);
  value.writeUInt16BE(stamp.length, 2);
  value.write(etag + stamp + bytes, HEADER_BYTES, 'latin1');
  return value;
}

/** The entry, when the value was stored under this stamp; otherwise it is stale or unreadable. */
export function decodeEntry(value: Buffer, stamp: string): CacheEntry | undefined {
  if (value.length < HEADER_BYTES || value.readUInt8(0) !== FORMAT) return undefined;
  const stampStart = HEADER_BYTES + value.readUInt8(1);
  const bytesStart = stampStart + value.readUInt16BE(2);
  if (value.toString('latin1', stampStart, bytesStart) !== stamp) return undefined;
  return {
    bytes: value.toString('latin1', bytesStart),
    etag: value.toString('latin1', HEADER_BYTES, stampStart),
  };
}
