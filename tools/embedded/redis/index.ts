import { startFirst, type RunningServer, type StartContext, type Strategy } from '../strategy.ts';
import { redisFromDebian } from './debian.ts';
import { redisFromEnvironment } from './from-environment.ts';
import { redisOnPath } from './on-path.ts';

/** In this order: what the developer chose, what is installed, what can be fetched. */
const strategies: readonly Strategy[] = [redisFromEnvironment, redisOnPath, redisFromDebian];

const ADVICE = [
  'There are three ways to get a Redis:',
  '  - set REDIS_URL to a running server, for example a container or a hosted one;',
  '  - install Redis or Valkey, so that redis-server or valkey-server is on the PATH;',
  '  - run on a Debian with a reachable package mirror, where it is fetched without installation.',
].join('\n');

/** Brings up a Redis. */
export async function startRedis(context: StartContext): Promise<RunningServer> {
  return startFirst('Redis', strategies, context, ADVICE);
}
