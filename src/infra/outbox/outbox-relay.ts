import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Clock, Ids } from '../clock/index.js';
import { Queues } from '../queue/index.js';
import { Alarm } from './alarm.js';
import { deliveryOf, EventHandlers, EventsQueue } from './event-handlers.js';
import { OutboxSignal } from './outbox-signal.js';
import { OutboxRepository } from './outbox.repository.js';

const BATCH = 100;
/** How long an event waits at most for a signal that got lost. */
const POLL_MS = 1_000;
/** Far longer than a batch takes; how long the events of a relay that died wait for another. */
const CLAIM_MS = 30_000;

/**
 * Hands committed events to the queue, a job for each handler. Several relays may run; each claims a batch for itself.
 *
 * A relay that dies between handing over and marking leaves events that will be handed over again, as jobs with the same
 * ids, which the queue knows already: still one effect. While Redis is gone, events stay where they are.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly alarm = new Alarm();
  private stopping = false;
  private failing = false;
  private running?: Promise<void>;
  private stopListening?: () => void;

  constructor(
    private readonly repository: OutboxRepository,
    private readonly queues: Queues,
    private readonly handlers: EventHandlers,
    private readonly signal: OutboxSignal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.signal.listen(() => this.alarm.ring());
    this.running = this.run();
  }

  onModuleDestroy(): void {
    this.stopping = true;
    this.stopListening?.();
    this.alarm.ring();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const relayed = await this.attempt();
      if (relayed < BATCH) await this.alarm.wait(POLL_MS);
    }
  }

  /** One line in the log for an outage, however many attempts fail. */
  private async attempt(): Promise<number> {
    try {
      const relayed = await this.relay();
      if (this.failing) this.logger.log('Events are relayed again');
      this.failing = false;
      return relayed;
    } catch (error) {
      if (!this.failing) this.logger.warn('Events wait: they can not be relayed now', { err: error });
      this.failing = true;
      return 0;
    }
  }

  /** Relays one batch. @returns how many events it had */
  async relay(): Promise<number> {
    const claim = this.ids.uuid();
    const now = this.clock.now();
    const events = await this.repository.claim(claim, now, new Date(now.getTime() + CLAIM_MS), BATCH);
    if (events.length === 0) return 0;
    const ids = events.map(({ _id }) => _id);
    try {
      await this.queues.addAll(
        EventsQueue,
        events.flatMap((event) => this.handlers.namesFor(event.type).map((name) => deliveryOf(event, name))),
      );
    } catch (error) {
      await this.repository.release(claim, ids, now);
      throw error;
    }
    await this.repository.markRelayed(claim, ids, this.clock.now());
    return events.length;
  }
}
