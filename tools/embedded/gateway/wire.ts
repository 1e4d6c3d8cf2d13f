/**
 * Framing of the MongoDB wire protocol: OP_MSG both ways, and OP_QUERY/OP_REPLY for the legacy hello.
 * Documents stay raw bytes. Source: the MongoDB wire protocol specification.
 */
import { BSON } from 'mongodb';

/** The largest message that the protocol allows, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const FLAG_CHECKSUM_PRESENT = 1;
const FLAG_MORE_TO_COME = 2;
/** A receiver must refuse a message with a flag among the low 16 bits that it doesn't know. */
const UNKNOWN_REQUIRED_FLAGS = 0xffff & ~(FLAG_CHECKSUM_PRESENT | FLAG_MORE_TO_COME);
const REPLY_FLAG_AWAIT_CAPABLE = 8;

/** What arrived isn't the protocol: the connection can't go on. */
export class ProtocolError extends Error {}

/** One command as it came over the wire. */
export interface Request {
  requestId: number;
  /** The command document, raw BSON. */
  body: Buffer;
  /** Document sequences by name: documents one after the other, raw BSON. */
  sequences: ReadonlyMap<string, Buffer>;
  /** The sender doesn't wait for a reply (unacknowledged write). */
  unacknowledged: boolean;
  /** Database named outside the body, by the legacy opcode only. */
  legacyDatabase?: string;
}

/**
 * Cuts a byte stream into messages. Holds no more than one message beyond what was read from the stream.
 * @throws ProtocolError when a length is impossible
 */
export async function* readMessages(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let wanted = 4;
  for await (const chunk of stream) {
    chunks.push(chunk);
    buffered += chunk.length;
    while (buffered >= wanted) {
      const data = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, buffered);
      chunks = [data];
      const length = data.readInt32LE(0);
      if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) {
        throw new ProtocolError(`impossible message length ${length}`);
      }
      wanted = length;
      if (buffered < length) break;
      yield data.subarray(0, length);
      buffered -= length;
      chunks = buffered > 0 ? [data.subarray(length)] : [];
      wanted = 4;
    }
  }
}

/** @throws ProtocolError when the message is malformed or its opcode isn't served */
export function decode(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  try {
    if (opCode === OP_MSG) return { requestId, ...decodeMsg(message) };
    if (opCode === OP_QUERY) return { requestId, ...decodeQuery(message) };
  } catch (error) {
    // Reading past the end of the buffer.
    if (error instanceof RangeError) throw new ProtocolError('truncated message');
    throw error;
  }
  throw new ProtocolError(`opcode ${opCode} is not served`);
}

function decodeMsg(message: Buffer): Omit<Request, 'requestId'> {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if (flags & UNKNOWN_REQUIRED_FLAGS) throw new ProtocolError(`unknown required flags ${flags}`);
  const end = message.length - (flags & FLAG_CHECKSUM_PRESENT ? 4 : 0);
  const sequences = new Map<string, Buffer>();
  let body: Buffer | undefined;
  let offset = HEADER_BYTES + 4;
  while (offset < end) {
    const kind = message.readUInt8(offset++);
    const size = message.readInt32LE(offset);
    if (size < 5 || offset + size > end) throw new ProtocolError('section exceeds its message');
    const section = message.subarray(offset, offset + size);
    offset += size;
    if (kind === 0 && !body) {
      body = section;
    } else if (kind === 1) {
      const nameEnd = section.indexOf(0, 4);
      if (nameEnd < 0) throw new ProtocolError('document sequence without a name');
      sequences.set(section.toString('latin1', 4, nameEnd), checkSequence(section.subarray(nameEnd + 1)));
    } else {
      throw new ProtocolError(`unexpected section of kind ${kind}`);
    }
  }
  if (!body) throw new ProtocolError('message without a body');
  return { body, sequences, unacknowledged: (flags & FLAG_MORE_TO_COME) !== 0 };
}

function checkSequence(documents: Buffer): Buffer {
  for (let offset = 0; offset < documents.length;) {
    const size = documents.readInt32LE(offset);
    if (size < 5 || offset + size > documents.length)
      throw new ProtocolError('document exceeds its sequence');
    offset += size;
  }
  return documents;
}

function decodeQuery(message: Buffer): Omit<Request, 'requestId'> {
  const nameStart = HEADER_BYTES + 4;
  const nameEnd = message.indexOf(0, nameStart);
  if (nameEnd < 0) throw new ProtocolError('query without a collection');
  const bodyStart = nameEnd + 1 + 8;
  const size = message.readInt32LE(bodyStart);
  if (size < 5 || bodyStart + size > message.length) throw new ProtocolError('document exceeds its message');
  return {
    body: message.subarray(bodyStart, bodyStart + size),
    sequences: new Map(),
    unacknowledged: false,
    legacyDatabase: message.toString('utf8', nameStart, nameEnd).split('.', 1)[0]!,
  };
}

/** The header that goes on the wire in front of `reply`; kept apart so that big replies aren't copied. */
export function encodeReplyHeader(request: Request, replyBytes: number): Buffer {
  return request.legacyDatabase === undefined
    ? msgHeader(request.requestId, replyBytes)
    : legacyHeader(request.requestId, replyBytes);
}

function msgHeader(responseTo: number, replyBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES + 5);
  header.writeInt32LE(header.length + replyBytes, 0);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(OP_MSG, 12);
  return header;
}

function legacyHeader(responseTo: number, replyBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES + 20);
  header.writeInt32LE(header.length + replyBytes, 0);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(OP_REPLY, 12);
  header.writeInt32LE(REPLY_FLAG_AWAIT_CAPABLE, 16);
  header.writeInt32LE(1, 32);
  return header;
}

/** One document of a sequence, raw. */
export function sequenceDocument(sequence: Buffer, index: number): Buffer | undefined {
  let offset = 0;
  for (let i = 0; offset < sequence.length; i++) {
    const size = sequence.readInt32LE(offset);
    if (i === index) return sequence.subarray(offset, offset + size);
    offset += size;
  }
  return undefined;
}

/** Shorthand for replies that the gateway composes itself. */
export function bson(document: BSON.Document): Buffer {
  const bytes = BSON.serialize(document, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
