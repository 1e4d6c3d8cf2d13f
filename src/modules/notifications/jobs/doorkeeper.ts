import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { UserSuspended } from '../../users/index.js';
import { Realtime } from '../application/realtime.js';

/** Ends the live connections of those who lose the right to them before their tokens expire. */
@Injectable()
export class Doorkeeper {
  constructor(private readonly realtime: Realtime) {}

  @OnEvent(UserSuspended, { name: 'notifications.disconnect-suspended' })
  async suspended({ payload }: ReceivedEvent<UserSuspended>): Promise<void> {
    this.realtime.disconnect(payload.userId);
  }
}
