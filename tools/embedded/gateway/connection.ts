import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Command } from './command.ts';
import type { Client, Services } from './context.ts';
import { dispatch } from './dispatch.ts';
import { Unavailable } from './errors.ts';
import { decode, encodeReplyHeader, ProtocolError, readMessages, type Request } from './wire.ts';

/**
 * Serves one client until it leaves, one command after the other. Reading waits for the answer, so a client
 * that doesn't read can't make the gateway hold more than one message for it.
 */
export async function serve(socket: Socket, client: Client, services: Services): Promise<void> {
  socket.setNoDelay(true);
  // A socket that breaks also ends the loop below; without a listener it would end the process.
  socket.on('error', () => {});
  try {
    for await (const message of readMessages(socket)) {
      const request = decode(message);
      const reply = await dispatch(new Command(request), client, services);
      if (!request.unacknowledged) await send(socket, request, reply);
    }
  } catch (error) {
    if (!isEndOfConnection(error)) console.error(error);
  } finally {
    socket.destroy();
    await services.sessions.abandon(client);
  }
}

async function send(socket: Socket, request: Request, reply: Buffer): Promise<void> {
  socket.cork();
  socket.write(encodeReplyHeader(request, reply.length));
  const flushed = socket.write(reply);
  socket.uncork();
  if (!flushed && !socket.destroyed) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
}

/** The ways in which a connection may end that aren't a defect of the gateway. */
function isEndOfConnection(error: unknown): boolean {
  return (
    error instanceof ProtocolError ||
    error instanceof Unavailable ||
    (error instanceof Error &&
      'code' in error &&
      /^(ECONN|EPIPE|ERR_STREAM|ABORT_ERR)/.test(String(error.code)))
  );
}
