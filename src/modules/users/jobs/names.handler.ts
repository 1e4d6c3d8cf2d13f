import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { NameChanges } from '../application/name-changes.js';
import { NamesChanged } from '../domain/user.events.js';

/** Makes up for those who changed or hid a name and could not have it forgotten, or died before. */
@Injectable()
export class NamesHandler {
  constructor(private readonly names: NameChanges) {}

  @OnEvent(NamesChanged, { name: 'users.forget-names' })
  namesChanged({ payload }: ReceivedEvent<NamesChanged>): Promise<void> {
    return this.names.haveForgotten(payload.userId);
  }
}
