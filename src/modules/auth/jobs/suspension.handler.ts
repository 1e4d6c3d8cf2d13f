import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { UserSuspended } from '../../users/index.js';
import { SignOut } from '../application/sign-out.js';

/** Who is suspended is signed out, and stays so when the account is opened again. */
@Injectable()
export class SuspensionHandler {
  constructor(private readonly signOut: SignOut) {}

  @OnEvent(UserSuspended, { name: 'auth.end-sessions' })
  endSessions({ payload, occurredAt }: ReceivedEvent<UserSuspended>): Promise<void> {
    // Events can come late: when the account is open again, and its owner has signed in anew.
    return this.signOut.everywhere(payload.userId, { reason: 'suspended', begunUntil: occurredAt });
  }
}
