import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { UserArchived, UserDeactivated, UserDeleted } from '../../users/index.js';
import { SignOut } from '../application/sign-out.js';

/** Who is put aside, set inactive or deleted is signed out, and stays so when the account is opened again. */
@Injectable()
export class ClosedAccountsHandler {
  constructor(private readonly signOut: SignOut) {}

  @OnEvent(UserArchived, { name: 'auth.end-sessions-of-archived' })
  archived(event: ReceivedEvent<UserArchived>): Promise<void> {
    return this.endSessions(event);
  }

  @OnEvent(UserDeactivated, { name: 'auth.end-sessions-of-inactive' })
  deactivated(event: ReceivedEvent<UserDeactivated>): Promise<void> {
    return this.endSessions(event);
  }

  @OnEvent(UserDeleted, { name: 'auth.end-sessions-of-deleted' })
  deleted(event: ReceivedEvent<UserDeleted>): Promise<void> {
    return this.endSessions(event);
  }

  /** Spares sessions that began after it: events can come late. */
  private endSessions({
    payload,
    occurredAt,
  }: Pick<ReceivedEvent<UserDeactivated>, 'payload' | 'occurredAt'>) {
    return this.signOut.everywhere(payload.userId, { reason: 'closed', begunUntil: occurredAt });
  }
}
