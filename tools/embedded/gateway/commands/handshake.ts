import type { Context, Handling } from '../context.ts';
import { SESSION_TIMEOUT_MINUTES } from '../sessions.ts';
import { bson, MAX_MESSAGE_BYTES } from '../wire.ts';

/** Announced so that drivers offer transactions and applications can tell that they may rely on them. */
export const REPLICA_SET = 'rs0';
/** MongoDB 7.0, the newest whose wire protocol is served in full. */
const MAX_WIRE_VERSION = 21;
/** The extension's own limit for one insert, update or delete command. */
const MAX_WRITE_BATCH = 25_000;
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

async function hello({ command, client, services }: Context): Promise<Buffer> {
  // A client that asks how the server is gets an answer only when PostgreSQL is there too.
  await services.postgres.ensureUp();
  return bson({
    [command.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    helloOk: true,
    setName: REPLICA_SET,
    setVersion: 1,
    secondary: false,
    hosts: [services.address],
    primary: services.address,
    me: services.address,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_TIMEOUT_MINUTES,
    connectionId: client.id,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ok: 1,
  });
}

export const handshake: Record<string, Handling> = {
  hello: { run: hello },
  isMaster: { run: hello },
  ismaster: { run: hello },
};
