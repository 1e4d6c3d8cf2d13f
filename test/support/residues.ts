import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { getConnectionToken } from '@nestjs/mongoose';
import { mongo, type Connection } from 'mongoose';
import { redisContents } from './storage.js';
import type { TestApp } from './test-app.js';

/** Something that tells of somebody, and where. */
export interface Residue {
  /** `collection/_id`, or `redis/key`. */
  readonly place: string;
  /** Which of the words. */
  readonly name: string;
}

/** A word as it stands, in lower case, and as encodings would hide it. */
export function formsOf(word: string): string[] {
  const bytes = Buffer.from(word);
  // An encoding of three bytes at a time begins anywhere: the middle is the same for each beginning.
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset, ' '), bytes])
      .toString('base64')
      .replaceAll('=', '')
      .slice(4, -2),
  );
  return [
    ...new Set([
      word.toLowerCase(),
      bytes.toString('hex'),
      encodeURIComponent(word).toLowerCase(),
      ...base64,
    ]),
  ].filter((form) => form.length >= 6);
}

/** Every document of every collection and every key of Redis, searched for words. */
export async function residuesIn(
  test: TestApp,
  words: readonly (readonly [name: string, form: string])[],
): Promise<Residue[]> {
  const found: Residue[] = [];
  const search = (place: string, text: string) => {
    const lower = text.toLowerCase();
    for (const [name, form] of words)
      if (lower.includes(form) || text.includes(form)) found.push({ place, name });
  };
  const connection = test.app.get<Connection>(getConnectionToken());
  for (const { name } of await connection.listCollections())
    for await (const document of connection.collection(name).find())
      search(`${name}/${String(document._id)}`, textOf(document));
  for (const [key, value] of await redisContents(test))
    search(`redis/${key}`, `${key} ${value} ${unpacked(value)}`);
  return found.filter(
    ({ place, name }, index) =>
      found.findIndex((other) => other.place === place && other.name === name) === index,
  );
}

/** Bytes as text, too. */
function textOf(document: object): string {
  const buffers: string[] = [];
  const text = JSON.stringify(mongo.BSON.EJSON.serialize(document), (_, value: unknown) => {
    const base64 = (value as { $binary?: { base64: string } } | null)?.$binary?.base64;
    if (base64 !== undefined)
      buffers.push(
        unpacked(Buffer.from(base64, 'base64').toString('latin1')),
        Buffer.from(base64, 'base64').toString(),
      );
    return value;
  });
  return [text, ...buffers].join('\n');
}

/** What compressed bytes hold, wherever in the value they begin. */
function unpacked(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  const texts: string[] = [bytes.toString()];
  for (const unpack of [gunzipSync, brotliDecompressSync])
    for (const at of [0, bytes.indexOf(Buffer.from([0x1f, 0x8b]))]) {
      if (at < 0) continue;
      try {
        texts.push(unpack(bytes.subarray(at)).toString());
      } catch {
        // Not packed in this way.
      }
    }
  return texts.join('\n');
}
