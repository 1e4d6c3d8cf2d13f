// Prints the path of a mongod on its last line, downloading it into the folder given as argument first where
// that is needed and possible; prints an empty line otherwise. A program of its own, so that a transfer that
// hangs can be killed.
import { DryMongoBinary, MongoBinary } from 'mongodb-memory-server-core';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';

const PROBE_MS = 3_000;

const [downloadDir] = process.argv.slice(2);
const options = await DryMongoBinary.generateOptions({ downloadDir });
const url = await new MongoBinaryDownloadUrl(options).getDownloadUrl();

if ((await DryMongoBinary.locateBinary(options)) !== undefined || (await canDownload(url))) {
  console.log(`\n${await MongoBinary.getPath(options)}`);
} else {
  console.log();
}

/** Whether the file really comes: a name that doesn't resolve, a proxy's error page or silence say no. */
async function canDownload(file: string): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_MS);
  try {
    const response = await fetch(file, { headers: { range: 'bytes=0-1' }, signal });
    const first = response.ok ? await response.body?.getReader().read() : undefined;
    const isGzip = first?.value?.[0] === 0x1f && first.value[1] === 0x8b;
    const isZip = first?.value?.[0] === 0x50 && first.value[1] === 0x4b;
    return isGzip || isZip;
  } catch {
    return false;
  }
}
