import { startFirst, type RunningServer, type StartContext, type Strategy } from '../strategy.ts';
import { documentDb } from './documentdb.ts';
import { downloadedMongod } from './downloaded.ts';
import { mongodbFromEnvironment } from './from-environment.ts';
import { mongodOnPath } from './on-path.ts';

/** In this order: what the developer chose, what is installed, the real thing, its stand-in. */
const strategies: readonly Strategy[] = [mongodbFromEnvironment, mongodOnPath, downloadedMongod, documentDb];

const ADVICE = [
  'There are four ways to get a MongoDB:',
  '  - set MONGODB_URI to a running replica set, for example a container or a hosted one;',
  '  - install MongoDB, so that mongod is on the PATH;',
  '  - let this machine reach the MongoDB download site (or a mirror, MONGOMS_DOWNLOAD_MIRROR);',
  '  - run on a Debian with a reachable package mirror, where DocumentDB is fetched without installation.',
].join('\n');

/** Brings up a MongoDB-compatible server that has transactions. */
export async function startMongodb(context: StartContext): Promise<RunningServer> {
  return startFirst('MongoDB', strategies, context, ADVICE);
}
