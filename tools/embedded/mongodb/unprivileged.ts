import { chown } from 'node:fs/promises';

/** The uid and gid of `nobody`. */
const NOBODY = 65534;

/** A command and how to run it as somebody who isn't root. */
export interface Unprivileged {
  /** `command` as that user. */
  wrap(command: string, args: readonly string[]): [command: string, args: string[]];
  /** Gives that user an (empty) folder. */
  own(folder: string): Promise<void>;
}

/**
 * PostgreSQL refuses to run as root. For root it runs as nobody, with the one capability that it needs to reach
 * its program and its data through folders that only root may enter; for anybody else nothing changes.
 */
export function unprivileged(): Unprivileged {
  if (process.getuid?.() !== 0) {
    return { wrap: (command, args) => [command, [...args]], own: async () => {} };
  }
  const drop = ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups'];
  // Containers grant root this capability, but not the narrower one for reading only.
  const keep = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  // access(2) looks at capabilities only under this bit, and PostgreSQL asks it whether its program is there.
  const heed = ['--securebits', '+no_setuid_fixup'];
  return {
    wrap: (command, args) => ['setpriv', [...drop, ...keep, ...heed, '--', command, ...args]],
    own: (folder) => chown(folder, NOBODY, NOBODY),
  };
}
