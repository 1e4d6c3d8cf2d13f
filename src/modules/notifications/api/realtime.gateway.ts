import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { CommonErrors, DomainError, type ErrorType } from '../../../common/errors/index.js';
import { AdmitSocket, type Admitted } from '../application/admit-socket.js';
import { REALTIME, roomOf, sessionRoomOf } from '../application/realtime.js';

/** Open tabs and devices of one person at one instance; more are a client that has lost control. */
const MAX_CONNECTIONS = 20;

/**
 * How often connections are looked at again. Those that must end are told through Redis at once; this is for when that
 * doesn't arrive.
 */
const REVIEW_MS = 5_000;
/** So many at a time: each is a question to Redis, or to the database. */
const REVIEWED_AT_ONCE = 50;
/** A connection is looked at soon after it began, when nothing is remembered any more of what was when it was let in. */
const FIRST_REVIEW_MS = 600;

/**
 * The live connections of people who are signed in (004-21). Each device joins its owner's room, where notifications are
 * pushed, and the room of its session, with which it ends; it ends with its token too, and the client comes back with a new
 * one. Nothing is accepted from clients.
 */
@WebSocketGateway({ namespace: REALTIME })
export class RealtimeGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket>, OnModuleDestroy
{
  private readonly logger = new Logger(RealtimeGateway.name);
  private reviews: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(private readonly admitSocket: AdmitSocket) {}

  afterInit(namespace: Namespace): void {
    namespace.use((socket, next) => void this.greet(socket, next));
    this.reviewSoon(namespace);
  }

  onModuleDestroy(): void {
    this.stopping = true;
    clearTimeout(this.reviews);
  }

  handleConnection(socket: Socket): void {
    const { expiresInMs } = socket.data as Admitted;
    const timers = [setTimeout(() => socket.disconnect(true), expiresInMs).unref()];
    socket.once('disconnect', () => timers.forEach(clearTimeout));
    // The session may have ended between the greeting and now, when nobody could find this connection.
    timers.push(setTimeout(() => void this.review([socket]), FIRST_REVIEW_MS).unref());
  }

  private reviewSoon(namespace: Namespace): void {
    if (this.stopping) return;
    const reviewAll = () =>
      void this.review([...namespace.sockets.values()]).then(() => this.reviewSoon(namespace));
    this.reviews = setTimeout(reviewAll, REVIEW_MS).unref();
  }

  /** Ends those connections whose sessions have ended, or whose owners are something else now. */
  private async review(sockets: readonly Socket[]): Promise<void> {
    try {
      for (let from = 0; from < sockets.length; from += REVIEWED_AT_ONCE)
        await Promise.all(
          sockets.slice(from, from + REVIEWED_AT_ONCE).map(async (socket) => {
            if (!(await this.admitSocket.stillHolds(socket.data as Admitted))) socket.disconnect(true);
          }),
        );
    } catch (error) {
      // Without the database nobody's standing changes either. The next review comes, and the end of each token.
      this.logger.warn('Connections could not be looked at again', { err: error });
    }
  }

  private async greet(socket: Socket, next: (error?: Error) => void): Promise<void> {
    try {
      const admitted = await this.admitSocket.execute(tokenOf(socket));
      const open = socket.nsp.adapter.rooms.get(roomOf(admitted.userId))?.size ?? 0;
      if (open >= MAX_CONNECTIONS) throw new DomainError(CommonErrors.tooManyRequests);
      socket.data = admitted;
      // Before the client hears that it is connected, so that nothing that is pushed from then on passes it by.
      await socket.join([roomOf(admitted.userId), sessionRoomOf(admitted.sessionId)]);
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
