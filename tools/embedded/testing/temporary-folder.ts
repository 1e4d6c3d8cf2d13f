import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that goes when the running test is finished. */
export function temporaryFolder(): string {
  // A space in the path, since users have them.
  const folder = mkdtempSync(join(tmpdir(), 'lyceum test '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
