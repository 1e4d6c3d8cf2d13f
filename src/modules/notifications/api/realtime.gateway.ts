import { Logger } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { CommonErrors, DomainError, type ErrorType } from '../../../common/errors/index.js';
import { AdmitSocket } from '../application/admit-socket.js';
import { REALTIME, roomOf } from '../application/realtime.js';

/** Open tabs and devices of one person at one instance; more are a client that has lost control. */
const MAX_CONNECTIONS = 20;

/** What a connection stands for, once admitted. */
interface Admitted {
  userId: string;
  /** Milliseconds until the token that it came with is worthless. */
  expiresInMs: number;
}

/**
 * The live connections of people who are signed in (004-21). Each device joins its owner's room, where notifications are
 * pushed; the connection ends with its token, and the client comes back with a new one. Nothing is accepted from clients.
 */
@WebSocketGateway({ namespace: REALTIME })
export class RealtimeGateway implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket> {
  private readonly logger = new Logger(RealtimeGateway.name);

  constructor(private readonly admitSocket: AdmitSocket) {}

  afterInit(namespace: Namespace): void {
    namespace.use((socket, next) => void this.greet(socket, next));
  }

  async handleConnection(socket: Socket): Promise<void> {
    const { userId, expiresInMs } = socket.data as Admitted;
    const expiry = setTimeout(() => socket.disconnect(true), expiresInMs).unref();
    socket.once('disconnect', () => clearTimeout(expiry));
    await socket.join(roomOf(userId));
  }

  private async greet(socket: Socket, next: (error?: Error) => void): Promise<void> {
    try {
      const admitted: Admitted = await this.admitSocket.execute(tokenOf(socket));
      const open = socket.nsp.adapter.rooms.get(roomOf(admitted.userId))?.size ?? 0;
      if (open >= MAX_CONNECTIONS) throw new DomainError(CommonErrors.tooManyRequests);
      socket.data = admitted;
    } catch (error) {
      return next(refusal(this.reasonOf(error)));
    }
    next();
  }

  private reasonOf(error: unknown): ErrorType {
    if (error instanceof DomainError) return error.type;
    this.logger.error('A connection could not be admitted', { err: error });
    return CommonErrors.unavailable;
  }
}

/** From `auth: { token }`, or from the header that requests have. */
function tokenOf({ handshake }: Socket): string | undefined {
  const { token } = handshake.auth as { token?: unknown };
  if (typeof token === 'string') return token;
  return /^Bearer (\S+)$/i.exec(handshake.headers.authorization ?? '')?.[1];
}

/** What the client gets as `connect_error`: the same codes as over HTTP, in `error.data.code`. */
const refusal = ({ code, detail }: ErrorType): Error => Object.assign(new Error(detail), { data: { code } });
