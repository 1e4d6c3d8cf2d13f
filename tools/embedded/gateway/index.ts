import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { serve } from './connection.ts';
import type { Client, Services } from './context.ts';
import { Cursors } from './cursors.ts';
import { Postgres, type PostgresOptions } from './postgres.ts';
import { Sessions } from './sessions.ts';

export type { PostgresOptions } from './postgres.ts';

export interface GatewayOptions {
  /** A PostgreSQL with the DocumentDB extension. */
  postgres: PostgresOptions;
  /** Port to listen on; by default a free one. */
  port?: number;
}

export interface Gateway {
  port: number;
  /** Closes client connections, rolls back what they left open and lets go of PostgreSQL. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const SWEEP_INTERVAL_MS = 1000;

/**
 * Serves the MongoDB wire protocol on 127.0.0.1, in front of a PostgreSQL with the DocumentDB extension.
 * It presents itself as the primary of a replica set of one, so `mongodb://127.0.0.1:PORT/` is all that
 * drivers need, transactions and retryable writes included.
 * @throws Error when the port is taken
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const postgres = new Postgres(options.postgres);
  const server = createServer();
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const services: Services = {
    postgres,
    sessions: new Sessions(postgres),
    cursors: new Cursors(),
    clients: new Set(),
    address: `${HOST}:${port}`,
    startedAt: Date.now(),
  };

  let connections = 0;
  const serving = new Map<Socket, Promise<void>>();
  server.on('connection', (socket) => {
    const client: Client = { id: ++connections, address: `${socket.remoteAddress}:${socket.remotePort}` };
    services.clients.add(client);
    const served = serve(socket, client, services).finally(() => {
      services.clients.delete(client);
      serving.delete(socket);
    });
    serving.set(socket, served);
  });

  const sweeping = setInterval(() => {
    const now = Date.now();
    services.cursors.sweep(now);
    void services.sessions.sweep(now);
  }, SWEEP_INTERVAL_MS);

  return {
    port,
    async close() {
      clearInterval(sweeping);
      server.close();
      for (const socket of serving.keys()) socket.destroy();
      await Promise.allSettled(serving.values());
      await services.sessions.close();
      await postgres.close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
