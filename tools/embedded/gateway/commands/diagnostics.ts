import os from 'node:os';
import type { Context, Handling } from '../context.ts';
import { MongoError } from '../errors.ts';
import type { Statement } from '../postgres.ts';
import { bson } from '../wire.ts';
import { reply } from './collections.ts';
import { REPLICA_SET } from './handshake.ts';

const VERSION = '7.0.0';
const COLL_STATS: Statement = {
  name: 'coll_stats',
  text: 'SELECT documentdb_api.coll_stats($1, $2, $3)',
};
const DB_STATS: Statement = { name: 'db_stats', text: 'SELECT documentdb_api.db_stats($1, $2)' };
const VALIDATE: Statement = {
  name: 'validate',
  text: 'SELECT document FROM documentdb_api.validate($1, $2)',
};
const CURRENT_OP: Statement = {
  name: 'current_op',
  text: 'SELECT document FROM documentdb_api.current_op_command($1)',
};

async function ping({ services }: Context): Promise<Buffer> {
  await services.postgres.ensureUp();
  return bson({ ok: 1 });
}

function buildInfo(): Buffer {
  const versionArray = [...VERSION.split('.').map(Number), 0];
  return bson({
    version: VERSION,
    versionArray,
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    ok: 1,
  });
}

function hostInfo(): Buffer {
  const system = {
    currentTime: new Date(),
    hostname: os.hostname(),
    cpuArch: os.arch(),
    numCores: os.cpus().length,
    memSizeMB: Math.round(os.totalmem() / 1024 / 1024),
  };
  return bson({ system, os: { type: os.type(), name: os.platform(), version: os.release() }, ok: 1 });
}

function serverStatus({ services }: Context): Buffer {
  const uptime = (Date.now() - services.startedAt) / 1000;
  return bson({
    host: services.address,
    version: VERSION,
    process: 'mongod',
    pid: process.pid,
    uptime,
    localTime: new Date(),
    connections: { current: services.clients.size },
    metrics: { cursor: { open: { total: services.cursors.size } } },
    repl: { setName: REPLICA_SET, isWritablePrimary: true, hosts: [services.address], me: services.address },
    storageEngine: { name: 'documentdb', supportsCommittedReads: true, persistent: true },
    ok: 1,
  });
}

function replSetGetStatus({ services }: Context): Buffer {
  const self = { _id: 0, name: services.address, health: 1, state: 1, stateStr: 'PRIMARY', self: true };
  return bson({ set: REPLICA_SET, date: new Date(), myState: 1, members: [self], ok: 1 });
}

function getParameter({ command }: Context): Buffer {
  const all = command.string('getParameter') === '*' || command.raw('getParameter') !== undefined;
  if (!all && !command.has('featureCompatibilityVersion')) throw new MongoError(72, 'no option found to get');
  return bson({ featureCompatibilityVersion: { version: '7.0' }, ok: 1 });
}

function connectionStatus(): Buffer {
  return bson({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 });
}

function scale({ command }: Context): string {
  return String(command.integer('scale') ?? 1n);
}

export const diagnostics: Record<string, Handling> = {
  ping: { run: ping },
  buildInfo: { run: buildInfo },
  buildinfo: { run: buildInfo },
  hostInfo: { run: hostInfo },
  serverStatus: { run: serverStatus },
  replSetGetStatus: { run: replSetGetStatus },
  getParameter: { run: getParameter },
  connectionStatus: { run: connectionStatus },
  getLog: { run: () => bson({ totalLinesWritten: 0, log: [], ok: 1 }) },
  whatsmyuri: { run: ({ client }) => bson({ you: client.address, ok: 1 }) },
  collStats: {
    run: (context) =>
      reply(context, COLL_STATS, [context.command.db, context.command.collection, scale(context)]),
  },
  dbStats: { run: (context) => reply(context, DB_STATS, [context.command.db, scale(context)]) },
  validate: { run: (context) => reply(context, VALIDATE, [context.command.db, context.command.body]) },
  currentOp: { run: (context) => reply(context, CURRENT_OP, [context.command.body]) },
};
