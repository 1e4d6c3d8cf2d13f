import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { Accounts } from '../../users/index.js';
import { PasswordResetRequested } from '../domain/auth.events.js';

/**
 * Records that a link was asked for which sets a new password. Not where it is asked for: the time of that answer must not
 * tell whether there is an account.
 */
@Injectable()
export class ResetRequestsHandler {
  constructor(
    private readonly accounts: Accounts,
    private readonly audit: AuditTrail,
  ) {}

  @OnEvent(PasswordResetRequested, { name: 'auth.record-reset-request' })
  async record({ id, payload: { userId } }: ReceivedEvent<PasswordResetRequested>): Promise<void> {
    // A stranger can ask for as many accounts that don't exist as there are names.
    if (!(await this.accounts.findStanding(userId))) return;
    const target = { type: 'user', id: userId } as const;
    await this.audit.record({
      action: 'auth.password-reset-requested',
      target,
      by: null,
      key: `event/${id}`,
    });
  }
}
