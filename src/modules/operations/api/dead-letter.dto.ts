import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { DeadLetter } from '../../../infra/queue/index.js';

export class DeadLetterQuery {
  /**
   * Only those of this queue
   * @example "mail"
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  queue?: string;
}

/** A job that failed for good. What it carries is not shown: it may be somebody's letter. */
export class DeadLetterDto {
  /** @example "mail" */
  queue: string;

  /**
   * Unique within the queue
   * @example "welcome-665f1c2ab7e4c0a1d2e3f405"
   */
  id: string;

  /** @example "welcome" */
  name: string;

  /**
   * Why the last attempt failed
   * @example "550 No such mailbox"
   */
  error: string;

  /** @example 8 */
  attempts: number;

  /** @example "2026-01-15T09:30:00.000Z" */
  failedAt: string;

  static of({ queue, id, name, error, attempts, failedAt }: DeadLetter): DeadLetterDto {
    return { queue, id, name, error, attempts, failedAt: failedAt.toISOString() };
  }
}

export class DeadLetterListDto {
  data: DeadLetterDto[];
}
