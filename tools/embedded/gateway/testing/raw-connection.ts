import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mongo } from 'mongoose';
import { readMessages } from '../wire.ts';
import { serverUri } from './database.ts';

const OP_MSG = 2013;
const { BSON } = mongo;

/** A connection on which a test says exactly which bytes go over the wire. */
export class RawConnection {
  readonly #socket: Socket;
  readonly #messages: AsyncGenerator<Buffer>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    // A server that refuses what it got may reset the connection; the messages just end then.
    this.#messages = readMessages(readable(socket));
  }

  static async open(url = serverUri()): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** Sends nothing more. */
  end(): void {
    this.#socket.end();
  }

  /** The next reply's document, or undefined when the server closed the connection. */
  async reply(): Promise<mongo.Document | undefined> {
    const { value, done } = await this.#messages.next();
    if (done) return undefined;
    const headerBytes = value.readInt32LE(12) === OP_MSG ? 21 : 36;
    return { ...BSON.deserialize(value.subarray(headerBytes)), responseTo: value.readInt32LE(8) };
  }

  close(): void {
    this.#socket.destroy();
  }
}

async function* readable(socket: Socket): AsyncGenerator<Buffer> {
  try {
    yield* socket;
  } catch {
    // Reset by the server: the same to these tests as closed.
  }
}

interface Msg {
  body?: mongo.Document | Buffer;
  sequence?: { name: string; documents: mongo.Document[] };
  requestId?: number;
  flags?: number;
  opCode?: number;
}

/** An OP_MSG, well-formed unless told otherwise. */
export function msg({
  body = { ping: 1, $db: 'admin' },
  sequence,
  requestId = 1,
  flags = 0,
  opCode = OP_MSG,
}: Msg): Buffer {
  const document = Buffer.isBuffer(body) ? body : Buffer.from(BSON.serialize(body));
  const parts = [Buffer.from([0]), document];
  if (sequence) {
    const content = Buffer.concat([
      Buffer.from(`${sequence.name}\0`),
      ...sequence.documents.map((each) => BSON.serialize(each)),
    ]);
    parts.push(Buffer.from([1]), int32(content.length + 4), content);
  }
  return frame(opCode, Buffer.concat([int32(flags), ...parts]), requestId);
}

/** The legacy OP_QUERY. */
export function query(body: mongo.Document, requestId = 1): Buffer {
  const payload = Buffer.concat([
    int32(0),
    Buffer.from('admin.$cmd\0'),
    int32(0),
    int32(-1),
    BSON.serialize(body),
  ]);
  return frame(2004, payload, requestId);
}

/** A message with whatever payload, under a length that may be a lie. */
export function frame(opCode: number, payload: Buffer, requestId = 1, length = 16 + payload.length): Buffer {
  return Buffer.concat([int32(length), int32(requestId), int32(0), int32(opCode), payload]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
