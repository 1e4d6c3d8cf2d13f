import { Injectable } from '@nestjs/common';
import { DeadLetters, type DeadLetter } from '../../../infra/queue/index.js';

/** More than anybody reads; where there are more, the cause is one and the same. */
const SHOWN = 200;

/** What operators do about jobs that failed for good. */
@Injectable()
export class DeadLetterDesk {
  constructor(private readonly deadLetters: DeadLetters) {}

  /** The latest first. */
  list(queue?: string): Promise<DeadLetter[]> {
    return this.deadLetters.list({ queue, limit: SHOWN });
  }

  /** Gives a job all its attempts again. @throws DomainError `not-found` */
  replay(queue: string, id: string): Promise<void> {
    return this.deadLetters.replay(queue, id);
  }

  /** Removes a job and what it carries. @throws DomainError `not-found` */
  discard(queue: string, id: string): Promise<void> {
    return this.deadLetters.discard(queue, id);
  }
}
