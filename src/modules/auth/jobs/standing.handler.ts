import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { StandingChanged } from '../../users/index.js';
import { ForgetStanding } from '../application/forget-standing.js';
import { SessionsEnded } from '../domain/auth.events.js';

/** Makes up for those who changed something and could not tell Redis, or died before. */
@Injectable()
export class StandingHandler {
  constructor(private readonly forget: ForgetStanding) {}

  @OnEvent(SessionsEnded, { name: 'auth.forget-sessions' })
  sessionsEnded({ payload }: ReceivedEvent<SessionsEnded>): Promise<void> {
    return this.forget.ofSessions(payload.sessionIds);
  }

  @OnEvent(StandingChanged, { name: 'auth.forget-account' })
  standingChanged({ payload }: ReceivedEvent<StandingChanged>): Promise<void> {
    return this.forget.ofAccount(payload.userId);
  }
}
