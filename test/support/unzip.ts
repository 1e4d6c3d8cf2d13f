import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';

/** A manifest of an export, as its reader gets it. */
export interface Manifest {
  format: number;
  userId: string;
  madeAt: string;
  files: { file: string; about: string; rows: number; sha256: string }[];
}

export interface Unzipped {
  readonly manifest: Manifest;
  /** By name of the file, without `.json`. */
  readonly rows: Readonly<Record<string, Record<string, unknown>[]>>;
  readonly sha256: Readonly<Record<string, string>>;
  /** All of it as one text. */
  readonly text: string;
}

/** Opens an export. */
export function unzip(bytes: Uint8Array): Unzipped {
  const files = Object.entries(unzipSync(bytes)).map(
    ([name, content]) => [name.replace(/\.json$/, ''), Buffer.from(content)] as const,
  );
  const texts = files.map(([name, content]) => [name, content.toString()] as const);
  const { manifest, ...rows } = Object.fromEntries(
    texts.map(([name, text]) => [name, JSON.parse(text) as unknown]),
  );
  return {
    manifest: manifest as Manifest,
    rows: rows as Unzipped['rows'],
    sha256: Object.fromEntries(
      files.map(([name, content]) => [name, createHash('sha256').update(content).digest('hex')]),
    ),
    text: texts.map(([, text]) => text).join('\n'),
  };
}
