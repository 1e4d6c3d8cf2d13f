import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PersonalFile } from '../../../infra/personal-data/index.js';

/** Changes when a reader of older exports could not read new ones. */
const FORMAT = 1;

interface Entry {
  readonly file: string;
  readonly about: string;
  readonly rows: number;
  readonly sha256: string;
}

/**
 * A ZIP of one JSON file a list, and `manifest.json` with what is in it. Rows are read as the archive is, so memory holds
 * some of them at a time; the manifest comes last, when everything was counted.
 */
export function archiveOf(
  files: readonly PersonalFile[],
  about: { readonly userId: string; readonly madeAt: Date },
): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  // The library leaves a broken entry open, and its reader would wait for ever.
  const fail = (error: Error) => void output.destroy(error);
  zip.on('error', fail);
  const entries: Entry[] = [];
  const add = (name: string, content: () => AsyncIterable<string> | Iterable<string>) =>
    zip.addReadStreamLazy(`${name}.json`, { mtime: about.madeAt }, (give) =>
      give(null, Readable.from(content()).on('error', fail)),
    );
  for (const file of files) add(file.name, () => jsonOf(file, (entry) => entries.push(entry)));
  add('manifest', () => [JSON.stringify({ format: FORMAT, ...about, files: entries }, null, 2)]);
  zip.end();
  return output;
}

/** A list in JSON, a row a line. */
async function* jsonOf(
  { name, about, rows }: PersonalFile,
  done: (entry: Entry) => void,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let count = 0;
  const told = (text: string) => {
    hash.update(text);
    return text;
  };
  yield told('[');
  for await (const row of rows()) yield told(`${count++ === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`);
  yield told('\n]\n');
  done({ file: `${name}.json`, about, rows: count, sha256: hash.digest('hex') });
}
