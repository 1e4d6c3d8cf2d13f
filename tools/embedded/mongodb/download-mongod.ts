// Finds a mongod in the folder given as argument, downloading it there first where that is needed and possible.
// Prints one line of JSON at its end: `{ "program": "/path" }` or `{ "problem": "why not" }`. It is a program of
// its own, since a name look-up that hangs cannot be cancelled within a process.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DryMongoBinary, MongoBinary } from 'mongodb-memory-server-core';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';

const PROBE_MS = 3_000;

/** What the downloader found. */
export type Finding = { program: string } | { problem: string };

const [downloadDir] = process.argv.slice(2);
const finding = await find().catch(({ message, cause }: Error): Finding => ({
  problem: cause instanceof Error ? cause.message : message,
}));
console.log(`\n${JSON.stringify(finding)}`);
process.exit();

async function find(): Promise<Finding> {
  const options = await DryMongoBinary.generateOptions({ downloadDir });
  if ((await DryMongoBinary.locateBinary(options)) === undefined) {
    await probe(await new MongoBinaryDownloadUrl(options).getDownloadUrl());
  }
  const program = await MongoBinary.getPath(options);
  // It may lack a library, or need a newer processor.
  await promisify(execFile)(program, ['--version']);
  return { program };
}

/** Throws unless the file really begins to come, instead of an error or of nothing. */
async function probe(file: string): Promise<void> {
  const response = await fetch(file, { signal: AbortSignal.timeout(PROBE_MS) });
  if (!response.ok) throw new Error(`${file} answers ${response.status}`);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
}
