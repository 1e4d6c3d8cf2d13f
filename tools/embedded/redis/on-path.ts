import { basename } from 'node:path';
import { findExecutable } from '../process/find-executable.ts';
import type { Strategy } from '../strategy.ts';
import { runRedisServer } from './redis-server.ts';

/** A redis-server or valkey-server that is installed on this machine. */
export const redisOnPath: Strategy = {
  name: 'redis-server on the PATH',
  async start(context) {
    const program = await findExecutable(['redis-server', 'valkey-server'], context.env);
    if (program === undefined) return undefined;
    return runRedisServer(program, `${basename(program)} from ${program}`, context);
  },
};
