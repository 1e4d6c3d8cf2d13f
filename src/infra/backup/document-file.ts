import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline as piped } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { mongo } from 'mongoose';
import { BackupFailure } from './backup-failure.js';

/** What a server stores at most: 16 MiB, and 16 KiB more for its own purposes. */
const MAX_DOCUMENT_BYTES = 16 * 1024 ** 2 + 16 * 1024;
const MIN_DOCUMENT_BYTES = 5;
const CHUNK_BYTES = 1024 ** 2;

/** Types stay what they are: a double that is whole doesn't come back as an integer. */
const EXACT: mongo.BSON.DeserializeOptions = {
  promoteValues: false,
  bsonRegExp: true,
  validation: { utf8: false },
};

/**
 * Writes documents one after another as they are stored, gzipped: the format of `mongodump --gzip`.
 *
 * @param cursor of raw documents; holds one batch of the server's in memory
 * @returns how many there were, once they are on the disk
 */
export async function writeDocuments(
  file: string,
  cursor: mongo.FindCursor,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  async function* batches(): AsyncGenerator<Buffer> {
    while (await cursor.hasNext()) {
      const batch = cursor.readBufferedDocuments() as unknown as Buffer[];
      count += batch.length;
      yield Buffer.concat(batch);
    }
  }
  try {
    // Quick rather than small: the snapshot that is read doesn't last for ever.
    const gzip = createGzip({ level: constants.Z_BEST_SPEED });
    await pipeline(batches, gzip, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }), {
      signal,
    });
  } finally {
    await cursor.close();
  }
  return count;
}

/**
 * Reads what {@link writeDocuments} has written, in batches of about a megabyte.
 *
 * @throws BackupFailure as soon as the file proves damaged
 */
export async function* readDocuments(file: string): AsyncGenerator<mongo.Document[]> {
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of inflate(file)) {
      const bytes = Buffer.concat([rest, chunk]);
      const { documents, end } = split(bytes);
      rest = bytes.subarray(end);
      if (documents.length > 0) yield documents;
    }
    if (rest.length > 0) throw new Error('it ends amid a document');
  } catch (error) {
    throw new BackupFailure(`${file} is damaged: ${(error as Error).message}`, { cause: error });
  }
}

/** Its errors come out of the iteration, so the callback has nothing to do. */
const inflate = (file: string): AsyncIterable<Buffer> =>
  piped(
    createReadStream(file, { highWaterMark: CHUNK_BYTES / 4 }),
    createGunzip({ chunkSize: CHUNK_BYTES }),
    () => {},
  );

/** The documents that are there from begin to end, each of which begins with its length, and where the last one ends. */
function split(bytes: Buffer): { documents: mongo.Document[]; end: number } {
  const documents: mongo.Document[] = [];
  let end = 0;
  while (bytes.length - end >= MIN_DOCUMENT_BYTES) {
    const length = bytes.readInt32LE(end);
    if (length < MIN_DOCUMENT_BYTES || length > MAX_DOCUMENT_BYTES)
      throw new Error(`a document can not have ${length} bytes`);
    if (bytes.length - end < length) break;
    documents.push(mongo.BSON.deserialize(bytes.subarray(end, end + length), EXACT));
    end += length;
  }
  return { documents, end };
}
