import { SetMetadata } from '@nestjs/common';
import type { JobQueue } from './job-queue.js';

export const CONSUMES = Symbol('queue that a method consumes');

/** What a consumer knows of the attempt that it is making. */
export interface JobContext {
  /** The job's id: the same in each attempt, so a key for idempotency. */
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborted when the attempt has taken too long, or the process must stop. */
  readonly signal: AbortSignal;
  /**
   * Replaces what the job carries, so that later attempts see the new payload and what is no longer needed doesn't stay
   * in Redis.
   */
  replacePayload(payload: object): Promise<void>;
}

export type Consumer<P extends object> = (payload: P, context: JobContext) => Promise<void>;

/**
 * Makes a provider's method do the jobs of a queue, in the worker process. A queue has one consumer. A job may be done
 * more than once (a worker can die between the effect and its record), so the effect must be idempotent.
 */
export const Consumes =
  <P extends object>(queue: JobQueue<P>) =>
  <M extends Consumer<P>>(target: object, key: string, descriptor: TypedPropertyDescriptor<M>): void => {
    SetMetadata(CONSUMES, queue)(target, key, descriptor);
  };

/** Thrown by a consumer when another attempt can't help: the job becomes a dead letter at once. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}
