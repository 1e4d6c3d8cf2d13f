import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a shell script as a program into a folder, which may have to be made; returns its path. */
export function install(folder: string, name: string, script: string): string {
  const program = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}
