// Plays a mongod as far as the setting up of a replica set goes, over the wire protocol: it keeps the replica
// set's configuration in its data folder, and is primary only under the address that the configuration names.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BSON, type Document } from 'mongodb';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const { values } = parseArgs({
  options: {
    replSet: { type: 'string', default: '' },
    bind_ip: { type: 'string', default: '' },
    port: { type: 'string', default: '' },
    dbpath: { type: 'string', default: '' },
    wiredTigerCacheSizeGB: { type: 'string' },
    version: { type: 'boolean' },
  },
});
if (values.version) {
  console.log('db version v8.2.6\nBuild Info: {}');
  process.exit();
}
const file = join(values.dbpath, 'replica-set.json');
const address = `${values.bind_ip}:${values.port}`;

function configuration(): Document | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Document) : undefined;
}

const COMMANDS: Record<string, (command: Document) => Document> = {
  ping: () => ({ ok: 1 }),
  endSessions: () => ({ ok: 1 }),
  hello() {
    const isWritablePrimary = configuration()?.members[0].host === address;
    return {
      ok: 1,
      isWritablePrimary,
      setName: values.replSet,
      hosts: [address],
      me: address,
      minWireVersion: 0,
      maxWireVersion: 27,
    };
  },
  replSetGetConfig() {
    const config = configuration();
    return config ? { ok: 1, config } : { ok: 0, code: 94, errmsg: 'no replset config has been received' };
  },
  replSetInitiate({ replSetInitiate: config }) {
    if (configuration()) return { ok: 0, code: 23, errmsg: 'already initialized' };
    writeFileSync(file, JSON.stringify({ ...config, version: 1 }));
    return { ok: 1 };
  },
  replSetReconfig({ replSetReconfig: config, force }) {
    if (!force || config.version <= configuration()?.version)
      return { ok: 0, code: 103, errmsg: 'bad config' };
    writeFileSync(file, JSON.stringify(config));
    return { ok: 1 };
  },
};

function answer(command: Document): Buffer {
  const [name = ''] = Object.keys(command);
  const handler = COMMANDS[name.toLowerCase() === 'ismaster' ? 'hello' : name];
  return Buffer.from(
    BSON.serialize(handler?.(command) ?? { ok: 0, code: 59, errmsg: `no such command: ${name}` }),
  );
}

function reply(request: Buffer): Buffer {
  const opcode = request.readInt32LE(12);
  const isQuery = opcode === OP_QUERY;
  const start = isQuery ? request.indexOf(0, 20) + 9 : 21;
  const document = answer(BSON.deserialize(request.subarray(start, start + request.readInt32LE(start))));
  const preamble = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) preamble.writeInt32LE(1, 16);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + preamble.length + document.length, 0);
  header.writeInt32LE(request.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, preamble, document]);
}

createServer((socket) => {
  let received = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 4 && received.length >= received.readInt32LE(0)) {
      const length = received.readInt32LE(0);
      socket.write(reply(received.subarray(0, length)));
      received = received.subarray(length);
    }
  });
}).listen(Number(values.port), values.bind_ip);
