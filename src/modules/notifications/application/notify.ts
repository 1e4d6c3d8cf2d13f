import { Injectable } from '@nestjs/common';
import { Queues } from '../../../infra/queue/index.js';
import { People, type Contact } from '../../users/index.js';
import type { Occasion } from '../domain/facts.js';
import { deliveryOf, type NotificationType } from '../domain/notification-type.js';
import { suppressionOf, type Channel } from '../domain/preference.js';
import { languageOf } from '../domain/texts/index.js';
import { MessageRepository } from '../persistence/message.repository.js';
import { GatherFacts } from './gather-facts.js';
import { Inbox } from './inbox.js';
import { BulkMailQueue, MailQueue } from './mail.queues.js';
import { textOf } from './text-of.js';

/** Something that people are to be told. */
export interface Announcement {
  readonly type: NotificationType;
  readonly to: readonly string[];
  /** The same whenever the same occasion is announced: an event's id, or the id of what it can happen to once. */
  readonly key: string;
  readonly occasion: Occasion;
}

/**
 * Tells people something, each on the ways that this kind of notification goes and that they want: an entry of the inbox
 * at once, a mail by a job. May be called again for the same occasion, also at the same time: unique keys see to it that
 * nobody is told twice, and what an interrupted call didn't come to is made up for.
 */
@Injectable()
export class Notify {
  constructor(
    private readonly people: People,
    private readonly facts: GatherFacts,
    private readonly inbox: Inbox,
    private readonly messages: MessageRepository,
    private readonly queues: Queues,
  ) {}

  async execute(announcement: Announcement): Promise<void> {
    for (const userId of new Set(announcement.to)) {
      const contact = await this.people.findContact(userId);
      // Who has left isn't told anything.
      if (contact) await this.tell(contact, announcement);
    }
  }

  private async tell(contact: Contact, announcement: Announcement): Promise<void> {
    const { category, channels } = deliveryOf(announcement.type);
    for (const channel of channels) {
      const reason = suppressionOf(contact, category, channel);
      if (channel === 'inApp' && !reason) await this.addToInbox(contact, announcement);
      else await this.planMessage(contact, announcement, channel, reason);
    }
  }

  private async addToInbox(contact: Contact, { type, key, occasion }: Announcement): Promise<void> {
    const facts = await this.facts.execute(type, contact.id, occasion);
    // What it is about is gone meanwhile.
    if (!facts) return;
    const { title, body, action } = textOf(languageOf(contact.language), type, facts);
    const { category } = deliveryOf(type);
    const data = { ...occasion, ...(action && { link: action.url }) };
    await this.inbox.add({
      userId: contact.id,
      category,
      type,
      title,
      body,
      data,
      dedupeKey: `${type}/${key}/${contact.id}`,
    });
  }

  private async planMessage(
    { id: userId }: Contact,
    { type, key, occasion }: Announcement,
    channel: Channel,
    reason: string | undefined,
  ): Promise<void> {
    const { category, bulk } = deliveryOf(type);
    const message = await this.messages.plan({
      userId,
      channel,
      category,
      type,
      occasion: reason ? {} : occasion,
      state: reason ? 'suppressed' : 'queued',
      reason,
      dedupeKey: `${type}/${key}/${userId}/${channel}`,
    });
    if (message.state !== 'queued') return;
    await this.queues.add(bulk ? BulkMailQueue : MailQueue, {
      id: `mail-${message.id}`,
      name: type,
      payload: { messageId: message.id },
    });
  }
}
