import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { frame, int32, msg, query, RawConnection } from './testing/raw-connection.ts';

const { BSON } = mongo;
const OP_MSG = 2013;

describe('the wire protocol', () => {
  it('answers in the order of the questions, however they are cut into packets', async () => {
    const connection = await open();
    const bytes = Buffer.concat([
      msg({ requestId: 7 }),
      msg({ requestId: 8, body: { hello: 1, $db: 'admin' } }),
      msg({ requestId: 9 }),
    ]);
    for (const byte of bytes) connection.send(Buffer.from([byte]));
    expect([await connection.reply(), await connection.reply(), await connection.reply()]).toMatchObject([
      { responseTo: 7, ok: 1 },
      { responseTo: 8, ok: 1, isWritablePrimary: true },
      { responseTo: 9, ok: 1 },
    ]);
  });

  it('takes documents from a sequence beside the body', async () => {
    const connection = await open();
    const $db = `gateway_${randomUUID().slice(0, 8)}`;
    const documents = [{ _id: 1 }, { _id: 2 }];
    connection.send(msg({ body: { insert: 'things', $db }, sequence: { name: 'documents', documents } }));
    expect(await connection.reply()).toMatchObject({ ok: 1, n: 2 });
    connection.send(msg({ body: { find: 'things', sort: { _id: 1 }, $db } }));
    expect(await connection.reply()).toMatchObject({ cursor: { firstBatch: documents } });
    connection.send(msg({ body: { dropDatabase: 1, $db } }));
    expect(await connection.reply()).toMatchObject({ ok: 1 });
  });

  it('answers nothing to a message that wants no answer', async () => {
    const connection = await open();
    const moreToCome = 2;
    connection.send(msg({ requestId: 1, flags: moreToCome }));
    connection.send(msg({ requestId: 2 }));
    expect(await connection.reply()).toMatchObject({ responseTo: 2 });
  });

  it('greets clients that begin with the legacy opcode', async () => {
    const connection = await open();
    connection.send(query({ isMaster: 1 }, 5));
    expect(await connection.reply()).toMatchObject({ responseTo: 5, ok: 1, ismaster: true });
  });

  it('announces what transactions need: a replica set and sessions', async () => {
    const connection = await open();
    connection.send(msg({ body: { hello: 1, $db: 'admin' } }));
    const { setName, logicalSessionTimeoutMinutes } = (await connection.reply())!;
    expect(setName).toBeTypeOf('string');
    expect(logicalSessionTimeoutMinutes).toBeGreaterThan(0);
  });

  it('does a write once that a client sends again because it lost the answer', async () => {
    const $db = `gateway_${randomUUID().slice(0, 8)}`;
    const lsid = { id: new BSON.UUID() };
    const updates = [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }];
    const write = { update: 'things', updates, lsid, txnNumber: BSON.Long.fromInt(1), $db };
    const [first, second] = [await open(), await open()];
    for (const connection of [first, second]) {
      connection.send(msg({ body: write }));
      expect(await connection.reply()).toMatchObject({ ok: 1, n: 1, upserted: [{ _id: 1 }] });
    }
    first.send(msg({ body: { find: 'things', $db } }));
    expect(await first.reply()).toMatchObject({ cursor: { firstBatch: [{ _id: 1, n: 1 }] } });
    first.send(msg({ body: { dropDatabase: 1, $db } }));
    expect(await first.reply()).toMatchObject({ ok: 1 });
  });

  it('says so when it does not know a command, and goes on', async () => {
    const connection = await open();
    connection.send(msg({ body: { fly: 1, $db: 'admin' } }));
    expect(await connection.reply()).toMatchObject({ ok: 0, code: 59, codeName: 'CommandNotFound' });
    connection.send(msg({}));
    expect(await connection.reply()).toMatchObject({ ok: 1 });
  });
});

describe('a client that does not speak the protocol', () => {
  const ping = Buffer.from(BSON.serialize({ ping: 1, $db: 'admin' }));
  const wrong: Record<string, Buffer> = {
    'an unknown opcode': msg({ opCode: 4242 }),
    'a length below that of a header': frame(OP_MSG, ping, 1, 15),
    'a negative length': frame(OP_MSG, ping, 1, -1),
    'a length above 48 MB': frame(OP_MSG, ping, 1, 48_000_001),
    'a flag that it must not set': msg({ flags: 1 << 7 }),
    'no body': frame(OP_MSG, int32(0)),
    'a section of an unknown kind': frame(OP_MSG, Buffer.concat([int32(0), Buffer.from([9]), ping])),
    'a section longer than its message': frame(
      OP_MSG,
      Buffer.concat([int32(0), Buffer.from([0]), int32(1000), ping.subarray(4)]),
    ),
    'a body cut short': msg({ body: Buffer.concat([int32(12), ping.subarray(4, 12)]) }),
    'bytes that are not BSON': msg({ body: Buffer.concat([int32(64), Buffer.alloc(60, 0xab)]) }),
    'text that is not the protocol at all': Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  };

  it.each(Object.entries(wrong))('is refused for %s', async (_, bytes) => {
    const connection = await open();
    connection.send(bytes);
    expect(await connection.reply()).toSatisfy(isRefusal);
    await expectServerToServe();
  });

  it('is refused for garbage inside a document', async () => {
    const $db = `gateway_${randomUUID().slice(0, 8)}`;
    const body = Buffer.from(BSON.serialize({ insert: 'things', documents: [{ a: 'text' }], $db }));
    body.writeInt32LE(0x7fffffff, body.indexOf('text') - 4);
    const connection = await open();
    connection.send(msg({ body }));
    expect(await connection.reply()).toSatisfy(isRefusal);
    const another = await open();
    another.send(msg({ body: { dropDatabase: 1, $db } }));
    expect(await another.reply()).toMatchObject({ ok: 1 });
  });

  it('costs nothing when it leaves in the middle of a message', async () => {
    const connection = await open();
    const message = msg({});
    connection.send(message.subarray(0, message.length - 3));
    connection.end();
    expect(await connection.reply()).toBeUndefined();
    await expectServerToServe();
  });
});

/** The connection is closed, or the answer is an error. */
function isRefusal(reply: mongo.Document | undefined): boolean {
  return reply === undefined || reply['ok'] === 0 || 'writeErrors' in reply;
}

async function expectServerToServe(): Promise<void> {
  const connection = await open();
  connection.send(msg({}));
  expect(await connection.reply()).toMatchObject({ ok: 1 });
}

async function open(): Promise<RawConnection> {
  const connection = await RawConnection.open();
  onTestFinished(() => connection.close());
  return connection;
}
