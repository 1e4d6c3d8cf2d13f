import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { ANNOUNCEMENT_RULES } from '../application/announcement-rules.js';
import { Announce } from '../application/announce.js';

/** Hears of events. Its methods are made of the rules: one for each, named after what is told. */
@Injectable()
export class Announcer {
  constructor(readonly announce: Announce) {}
}

for (const rule of ANNOUNCEMENT_RULES) {
  const descriptor = {
    value(this: Announcer, event: ReceivedEvent): Promise<void> {
      return this.announce.execute(rule, event);
    },
  };
  Object.defineProperty(Announcer.prototype, rule.type, descriptor);
  OnEvent(rule.event, { name: `notifications.${rule.type}` })(Announcer.prototype, rule.type, descriptor);
}
