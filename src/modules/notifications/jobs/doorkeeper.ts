import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { UserArchived, UserDeactivated, UserDeleted, UserSuspended } from '../../users/index.js';
import { Realtime } from '../application/realtime.js';

/** Ends the live connections of those who lose the right to them before their tokens expire. */
@Injectable()
export class Doorkeeper {
  constructor(private readonly realtime: Realtime) {}

  @OnEvent(UserSuspended, { name: 'notifications.disconnect-suspended' })
  async suspended({ payload }: ReceivedEvent<UserSuspended>): Promise<void> {
    this.realtime.disconnect(payload.userId);
  }

  @OnEvent(UserArchived, { name: 'notifications.disconnect-archived' })
  async archived({ payload }: ReceivedEvent<UserArchived>): Promise<void> {
    this.realtime.disconnect(payload.userId);
  }

  @OnEvent(UserDeactivated, { name: 'notifications.disconnect-inactive' })
  async deactivated({ payload }: ReceivedEvent<UserDeactivated>): Promise<void> {
    this.realtime.disconnect(payload.userId);
  }

  @OnEvent(UserDeleted, { name: 'notifications.disconnect-deleted' })
  async deleted({ payload }: ReceivedEvent<UserDeleted>): Promise<void> {
    this.realtime.disconnect(payload.userId);
  }
}
