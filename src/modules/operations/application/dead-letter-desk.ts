import { Injectable } from '@nestjs/common';
import { DeadLetters, type DeadLetter } from '../../../infra/queue/index.js';
import { AuditTrail, type AuditAction } from '../../audit/index.js';

/** More than anybody reads; where there are more, the cause is one and the same. */
const SHOWN = 200;

/** What operators do about jobs that failed for good. */
@Injectable()
export class DeadLetterDesk {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly audit: AuditTrail,
  ) {}

  /** The latest first. */
  list(queue?: string): Promise<DeadLetter[]> {
    return this.deadLetters.list({ queue, limit: SHOWN });
  }

  /** Gives a job all its attempts again. @throws DomainError `not-found` */
  async replay(queue: string, id: string): Promise<void> {
    await this.deadLetters.replay(queue, id);
    await this.record('dead-letter.replayed', queue, id);
  }

  /** Removes a job and what it carries. @throws DomainError `not-found` */
  async discard(queue: string, id: string): Promise<void> {
    await this.deadLetters.discard(queue, id);
    await this.record('dead-letter.discarded', queue, id);
  }

  private record(action: AuditAction, queue: string, id: string): Promise<void> {
    return this.audit.record({ action, target: { type: 'dead-letter', id }, after: { queue } });
  }
}
