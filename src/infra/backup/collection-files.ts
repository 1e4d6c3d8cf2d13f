import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import { mongo } from 'mongoose';
import { BackupFailure } from './backup-failure.js';
import { PARTIAL } from './backup-folder.js';

const { EJSON } = mongo.BSON;

const DOCUMENTS = '.bson.gz';
const METADATA = '.metadata.json.gz';

/** What a collection is besides its documents, with the names that `mongodump` gives them. */
export interface CollectionMetadata {
  readonly collectionName: string;
  readonly options: mongo.Document;
  /** As `listIndexes` answers. */
  readonly indexes: readonly mongo.Document[];
}

/** A collection in a backup. */
export interface SavedCollection {
  readonly metadata: CollectionMetadata;
  /** The path of the file with its documents. */
  readonly documents: string;
}

export const documentsPath = (folder: string, collection: string): string =>
  join(folder, encodeURIComponent(collection) + DOCUMENTS);

/** Writes what a collection is besides its documents, as canonical extended JSON, gzipped. */
export async function writeMetadata(folder: string, metadata: CollectionMetadata): Promise<void> {
  const text = EJSON.stringify({ ...metadata, type: 'collection' }, { relaxed: false });
  const path = join(folder, encodeURIComponent(metadata.collectionName) + METADATA);
  await writeFile(path, gzipSync(text), { flag: 'wx', mode: 0o600, flush: true });
}

/**
 * The collections of a backup, whose documents nobody has looked at yet.
 *
 * @throws BackupFailure when it isn't a whole backup
 */
export async function openBackup(folder: string): Promise<SavedCollection[]> {
  if (resolve(folder).endsWith(PARTIAL))
    throw new BackupFailure(`${folder} is a backup that was never finished. Take another one.`);
  const files = await readdir(folder).catch((error: Error) => {
    throw new BackupFailure(`There is no backup in ${folder}: ${error.message}`, { cause: error });
  });
  const stems = (suffix: string) =>
    files.filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -suffix.length));
  const [documents, metadata] = [stems(DOCUMENTS), stems(METADATA)];
  if (documents.length === 0) throw new BackupFailure(`There is no backup in ${folder}.`);
  const missing = [
    ...documents.filter((stem) => !metadata.includes(stem)).map((stem) => stem + METADATA),
    ...metadata.filter((stem) => !documents.includes(stem)).map((stem) => stem + DOCUMENTS),
  ];
  if (missing.length > 0)
    throw new BackupFailure(`${folder} is not whole: ${missing.join(', ')} is missing.`);
  return Promise.all(
    documents.map(async (stem) => ({
      documents: join(folder, stem + DOCUMENTS),
      metadata: await readMetadata(join(folder, stem + METADATA)),
    })),
  );
}

async function readMetadata(path: string): Promise<CollectionMetadata> {
  try {
    const text = await promisify(gunzip)(await readFile(path));
    const {
      collectionName,
      indexes,
      options = {},
    } = EJSON.parse(text.toString()) as Partial<CollectionMetadata>;
    if (typeof collectionName !== 'string' || !Array.isArray(indexes))
      throw new Error('it does not describe a collection');
    return { collectionName, indexes, options };
  } catch (error) {
    throw new BackupFailure(`${path} is damaged: ${(error as Error).message}`, { cause: error });
  }
}
