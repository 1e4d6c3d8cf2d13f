import { entityTag } from '../../common/http/etag.js';

/** A serialised answer, ready to be sent. */
export interface CacheEntry {
  /** JSON in UTF-8. */
  readonly body: Buffer;
  /** The strong entity tag of the body, quoted. */
  readonly etag: string;
}

/** Stands first in every stored value; raise it when the layout changes, and old values become misses. */
const FORMAT = 1;
const HEADER_BYTES = 4;

/** Serialises a value once for all who will read it. What JSON can't say, `undefined`, becomes `null`. */
export function entryOf(value: unknown): CacheEntry {
  const body = ownMemory(Buffer.from(JSON.stringify(value) ?? 'null'));
  return { body, etag: entityTag(body) };
}

/** The value as Redis keeps it: format, length of the tag, length of the stamp, tag, stamp, body. */
export function encodeEntry({ body, etag }: CacheEntry, stamp: string): Buffer {
  const start = HEADER_BYTES + etag.length + stamp.length;
  const value = Buffer.allocUnsafe(start + body.length);
  value.writeUInt8(FORMAT, 0);
  value.writeUInt8(etag.length, 1);
  value.writeUInt16BE(stamp.length, 2);
  value.write(etag, HEADER_BYTES, 'latin1');
  value.write(stamp, HEADER_BYTES + etag.length, 'latin1');
  body.copy(value, start);
  return value;
}

/** The entry, when the value was stored under this stamp; otherwise it is stale or unreadable. */
export function decodeEntry(value: Buffer, stamp: string): CacheEntry | undefined {
  if (value.length < HEADER_BYTES || value.readUInt8(0) !== FORMAT) return undefined;
  const stampStart = HEADER_BYTES + value.readUInt8(1);
  const bodyStart = stampStart + value.readUInt16BE(2);
  if (value.toString('latin1', stampStart, bodyStart) !== stamp) return undefined;
  return {
    body: ownMemory(value.subarray(bodyStart)),
    etag: value.toString('latin1', HEADER_BYTES, stampStart),
  };
}

/** Bytes that share no memory: a slice of a network chunk or of Node's pool would keep all of it alive, uncounted. */
function ownMemory(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}
