import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { JsonObject } from '../../common/events/index.js';
import { DecoratedMethods, type DecoratedMethod } from '../discovery/index.js';
import { Consumes, jobQueue, PermanentFailure, type JobContext, type NewJob } from '../queue/index.js';
import type { OutboxRecord } from './outbox.schema.js';
import { ON_EVENT, type EventSubscription, type ReceivedEvent } from './on-event.decorator.js';

/** One event for one handler. */
export interface EventDelivery {
  readonly handler: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly payload: object;
    readonly occurredAt: string;
    readonly requestId?: string;
  };
}

export const EventsQueue = jobQueue<EventDelivery>('events', { concurrency: 10 });

type RegisteredHandler = DecoratedMethod<EventSubscription>;

/** All event handlers of the application, and the consumer that calls them. */
@Injectable()
export class EventHandlers implements OnModuleInit {
  private readonly byName = new Map<string, RegisteredHandler>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws Error when two handlers have one name, or a name can't be part of a job's id */
  onModuleInit(): void {
    for (const handler of this.methods.find<EventSubscription>(ON_EVENT)) {
      const { name } = handler.metadata;
      if (!/^[a-z][\w.-]*$/i.test(name)) throw new Error(`${handler.label} has an unusable name: ${name}`);
      const other = this.byName.get(name);
      if (other) throw new Error(`Both ${other.label} and ${handler.label} are named ${name}.`);
      this.byName.set(name, handler);
    }
  }

  /** The names of those who react to an event. */
  namesFor(type: string): string[] {
    return [...this.byName].filter(([, { metadata }]) => metadata.event.type === type).map(([name]) => name);
  }

  @Consumes(EventsQueue)
  async deliver({ handler, event }: EventDelivery, context: JobContext): Promise<void> {
    const found = this.byName.get(handler);
    if (!found) throw new PermanentFailure(`This release has no event handler named ${handler}.`);
    const received: ReceivedEvent = {
      ...event,
      payload: event.payload as JsonObject,
      occurredAt: new Date(event.occurredAt),
    };
    await found.invoke(received, context);
  }
}

/** The job that hands an event to a handler. Its id makes a second relay of the event harmless. */
export const deliveryOf = (event: OutboxRecord, handler: string): NewJob<EventDelivery> => ({
  id: `${event._id.toString()}.${handler}`,
  name: handler,
  requestId: event.requestId,
  actor: event.actor,
  payload: {
    handler,
    event: {
      id: event._id.toString(),
      type: event.type,
      payload: event.payload,
      occurredAt: event.occurredAt.toISOString(),
      requestId: event.requestId,
    },
  },
});
