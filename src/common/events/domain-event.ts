/** What an event may carry: plain JSON, the same in the database, in the queue and in the handler. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export type JsonObject = { readonly [key: string]: Json | undefined };

/** Something that has happened. */
export interface DomainEvent<P extends JsonObject = JsonObject> {
  readonly type: string;
  readonly payload: P;
}

/** A class of events: what is published is one of its instances, and handlers name the class. */
export interface EventType<P extends JsonObject = JsonObject> {
  new (payload: P): DomainEvent<P>;
  readonly type: string;
}

/**
 * Declares a kind of event, in a module's `domain/`:
 *
 * `export class PaymentCompleted extends domainEvent<{ paymentId: string }>('PaymentCompleted') {}`
 *
 * The payload says what handlers need, in identifiers rather than copies; times are ISO 8601 strings. Events outlive
 * deployments, so members are added and never renamed.
 *
 * @param type the name in the past tense; it stands in stored events, so it is stable for ever
 */
export function domainEvent<P extends JsonObject>(type: string): EventType<P> {
  return class implements DomainEvent<P> {
    static readonly type = type;
    readonly type = type;
    constructor(readonly payload: P) {}
  };
}
