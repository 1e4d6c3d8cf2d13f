import { findExecutable } from '../process/find-executable.ts';
import type { Strategy } from '../strategy.ts';
import { runMongod } from './mongod.ts';

/** A mongod that is installed on this machine, as a replica set of one, since transactions need a replica set. */
export const mongodOnPath: Strategy = {
  name: 'mongod on the PATH',
  async start(context) {
    const program = await findExecutable(['mongod'], context.env);
    if (program === undefined) return undefined;
    return runMongod(program, `MongoDB from ${program}`, context);
  },
};
