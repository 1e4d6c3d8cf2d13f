import { SetMetadata } from '@nestjs/common';
import type { DomainEvent, EventType, JsonObject } from '../../common/events/index.js';
import type { JobContext } from '../queue/index.js';

export const ON_EVENT = Symbol('event that a method handles');

export interface EventSubscription {
  /** `module.reaction`, unique and stable for ever: it stands in queued jobs and dead letters. */
  readonly name: string;
  readonly event: EventType;
}

/** An event as a handler gets it: `async sendReceipt(event: ReceivedEvent<PaymentCompleted>)`. */
export interface ReceivedEvent<E extends DomainEvent = DomainEvent> {
  /** The same in each attempt and for all handlers, so a key for idempotency. */
  readonly id: string;
  readonly type: string;
  readonly payload: E['payload'];
  readonly occurredAt: Date;
  /** The request that caused it. */
  readonly requestId?: string;
}

type Handler<P extends JsonObject> = (
  event: ReceivedEvent<DomainEvent<P>>,
  context: JobContext,
) => Promise<void>;

/**
 * Makes a provider's method react to an event, in the worker process. Each handler is a job of its own: it is tried again
 * alone when it fails. It can get an event more than once (a worker can die between the effect and its record), so its
 * effect must be guarded by a unique key, and events in another order than they happened.
 */
export const OnEvent =
  <P extends JsonObject>(event: EventType<P>, options: { name: string }) =>
  <M extends Handler<P>>(target: object, key: string, descriptor: TypedPropertyDescriptor<M>): void => {
    SetMetadata(ON_EVENT, { ...options, event })(target, key, descriptor);
  };
