import { Injectable } from '@nestjs/common';
import { Emitter } from '@socket.io/redis-emitter';
import { RedisConfig } from '../../../config/index.js';
import { RedisService } from '../../../infra/redis/index.js';

/** The Socket.IO namespace of everything that is pushed. */
export const REALTIME = '/realtime';

/** Where the Socket.IO servers of all instances meet in Redis. */
export const realtimeKey = ({ REDIS_KEY_PREFIX }: Pick<RedisConfig, 'REDIS_KEY_PREFIX'>): string =>
  `${REDIS_KEY_PREFIX}:realtime`;

/** Everybody's own room, which holds all devices of that person. */
export const roomOf = (userId: string): string => `user:${userId}`;

/** The room of one session: the connections that end with it. */
export const sessionRoomOf = (sessionId: string): string => `session:${sessionId}`;

/**
 * Reaches the sockets of people on whatever instance they are, from any process. Nothing is kept for those who aren't
 * connected, and nothing arrives while Redis is gone: what must be seen is stored, and this only says so early.
 */
@Injectable()
export class Realtime {
  private readonly emitter: Emitter;

  constructor(config: RedisConfig, redis: RedisService) {
    const publish = (channel: string, message: string | Buffer) =>
      void redis.attempt(
        (client) => client.publish(channel, message),
        () => 0,
      );
    this.emitter = new Emitter({ publish }, { key: realtimeKey(config) }, REALTIME);
  }

  push(userId: string, event: string, payload: object): void {
    this.emitter.to(roomOf(userId)).emit(event, payload);
  }

  /** Ends the connections of somebody who may not have them any more, or not so. */
  disconnect(userId: string): void {
    this.emitter.in(roomOf(userId)).disconnectSockets(true);
  }

  disconnectSessions(sessionIds: readonly string[]): void {
    // No room at all would mean everybody.
    if (sessionIds.length === 0) return;
    this.emitter.in(sessionIds.map(sessionRoomOf)).disconnectSockets(true);
  }
}
