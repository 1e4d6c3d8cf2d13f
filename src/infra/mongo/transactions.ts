import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { MongoConfig } from '../../config/index.js';
import { Slots } from './slots.js';
import { Turns } from './turns.js';

/** A request doesn't compete for a document longer than this; the driver alone would go on for two minutes. */
const PATIENCE_MS = 10_000;

type Callback = () => unknown;

export interface TransactionOptions {
  /**
   * What many may want to change at once, as `course:<id>`. Transactions of this process that name the same wait for each
   * other, where they would otherwise abort each other and start over: fifty at once take the time of fifty, not of
   * hundreds. Correctness doesn't depend on it.
   */
  readonly inTurnOf?: string;
}

/** Runs work that must happen as a whole or not at all. */
@Injectable()
export class Transactions {
  private readonly logger = new Logger(Transactions.name);
  private readonly callbacks = new AsyncLocalStorage<Callback[]>();
  private readonly turns = new Turns();
  private readonly slots: Slots;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    { MONGODB_MAX_POOL_SIZE }: MongoConfig,
  ) {
    // One that has begun holds locks. Were there more than connections, it could wait for a connection behind those that wait
    // for its locks.
    this.slots = new Slots(MONGODB_MAX_POOL_SIZE);
  }

  /** Whether the caller runs inside a transaction. */
  get active(): boolean {
    return this.callbacks.getStore() !== undefined;
  }

  /**
   * Runs work in a transaction; everything that it awaits through models joins by itself. Called inside another, it joins
   * that one. On a conflict with another transaction the work runs again, so it must have no effect outside the database:
   * those belong in {@link afterCommit}. Its operations must be awaited one after another, and an error of the database
   * must leave the work: the server has aborted the transaction by then.
   *
   * @returns what the work returns, once committed
   * @throws DomainError `conflict` when the conflicts don't end; otherwise what the work throws, and nothing was changed
   */
  async run<T>(work: () => Promise<T>, { inTurnOf }: TransactionOptions = {}): Promise<T> {
    if (this.active) return work();
    return inTurnOf === undefined ? this.begin(work) : this.turns.take(inTurnOf, () => this.begin(work));
  }

  /**
   * Runs a callback once the current transaction is committed, never if it is aborted; at once outside a transaction.
   * Callbacks of a transaction start together, and `run` waits for them. A failure is logged and not thrown: the change
   * has happened, and the caller must not be told otherwise.
   */
  async afterCommit(callback: Callback): Promise<void> {
    const callbacks = this.callbacks.getStore();
    if (callbacks) callbacks.push(callback);
    else await this.call(callback);
  }

  private async begin<T>(work: () => Promise<T>): Promise<T> {
    const { result, callbacks } = await this.slots.take(() => this.attempt(work));
    await Promise.all(callbacks.map((callback) => this.call(callback)));
    return result;
  }

  private async attempt<T>(work: () => Promise<T>): Promise<{ result: T; callbacks: readonly Callback[] }> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    let callbacks: Callback[] = [];
    let attempts = 0;
    const result = await this.connection.transaction(async () => {
      if (attempts++ > 0 && performance.now() > giveUpAt) throw new DomainError(CommonErrors.conflict);
      // Each attempt starts with none, so that those of an aborted attempt are gone.
      callbacks = [];
      return this.callbacks.run(callbacks, work);
    });
    return { result, callbacks };
  }

  private async call(callback: Callback): Promise<void> {
    try {
      await callback();
    } catch (error) {
      this.logger.error('A callback after a commit failed', { err: error });
    }
  }
}
