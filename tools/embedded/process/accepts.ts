import { once } from 'node:events';
import { connect } from 'node:net';

/** Throws unless somebody accepts connections at the port on 127.0.0.1. */
export async function accepts(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
