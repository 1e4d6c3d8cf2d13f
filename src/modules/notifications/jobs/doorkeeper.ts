import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { SessionsEnded } from '../../auth/index.js';
import { StandingChanged } from '../../users/index.js';
import { Realtime } from '../application/realtime.js';

/**
 * Ends live connections with what they stand for, before their tokens expire. Whoever may still connect does so again, as
 * what they are now.
 */
@Injectable()
export class Doorkeeper {
  constructor(private readonly realtime: Realtime) {}

  @OnEvent(SessionsEnded, { name: 'notifications.disconnect-sessions' })
  async sessionsEnded({ payload }: ReceivedEvent<SessionsEnded>): Promise<void> {
    this.realtime.disconnectSessions(payload.sessionIds);
  }

  @OnEvent(StandingChanged, { name: 'notifications.disconnect-account' })
  async standingChanged({ payload }: ReceivedEvent<StandingChanged>): Promise<void> {
    this.realtime.disconnect(payload.userId);
  }
}
