import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import type { Server, ServerOptions } from 'socket.io';
import { HttpConfig, RedisConfig } from '../../../config/index.js';
import { RedisService } from '../../../infra/redis/index.js';
import { realtimeKey } from '../application/realtime.js';

/** Clients send small commands; files go through HTTP. */
const MAX_MESSAGE_BYTES = 16_384;

/** How long a connection may take to say which namespace it wants, and with which token. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Serves Socket.IO beside the HTTP API, joined through Redis with the servers of the other instances (004-21). */
export class RealtimeAdapter extends IoAdapter {
  private readonly redis: RedisService;
  private readonly key: string;
  private readonly origins: readonly string[];
  private subscriber?: Redis;

  constructor(app: INestApplication) {
    super(app);
    this.redis = app.get(RedisService);
    this.key = realtimeKey(app.get(RedisConfig));
    this.origins = app.get(HttpConfig).CORS_ORIGINS;
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    this.subscriber = heedless(this.redis.connect({ maxRetriesPerRequest: null }));
    const publisher = { publish: this.publish, on() {}, off() {} };
    const server = super.createIOServer(port, {
      ...options,
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      connectTimeout: HANDSHAKE_TIMEOUT_MS,
      cors: this.origins.length > 0 ? { origin: [...this.origins], credentials: true } : undefined,
      adapter: createAdapter(publisher, this.subscriber, { key: this.key }),
    } as ServerOptions);
    // Nothing is to be had in the namespace that all servers have; it would be a door without a guard.
    server.use((_, next) => next(new Error('Connect to a namespace.')));
    return server;
  }

  override async dispose(): Promise<void> {
    this.subscriber?.disconnect();
  }

  /** Without Redis, sockets of other instances miss what is emitted here. */
  private readonly publish = (channel: string, message: string | Buffer) =>
    this.redis.attempt(
      (client) => client.publish(channel, message),
      () => 0,
    );
}

/** Socket.IO doesn't look at how its commands end, and a failure that nobody looks at would end the process. */
function heedless(client: Redis): Redis {
  for (const name of ['subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'] as const) {
    const command = client[name].bind(client) as (...channels: unknown[]) => Promise<unknown>;
    client[name] = (...channels: unknown[]) => command(...channels).catch(() => undefined);
  }
  return client;
}
