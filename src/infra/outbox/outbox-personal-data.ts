import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { OutboxRepository } from './outbox.repository.js';

/** Events name people by their ids, but a reason that somebody wrote may say more. Those that wait are delivered first. */
@Injectable()
export class OutboxPersonalData extends PersonalData {
  override readonly part = 'events';

  constructor(private readonly events: OutboxRepository) {
    super();
  }

  override erase({ userId }: Subject): Promise<void> {
    return this.events.removeRelayedAbout(userId);
  }
}
