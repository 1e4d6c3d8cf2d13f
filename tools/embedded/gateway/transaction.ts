import type { PoolClient } from 'pg';
import { noSuchTransaction, Unavailable } from './errors.ts';
import { execute, type Postgres, type Row, type Statement } from './postgres.ts';

/** How long a transaction may be open, in milliseconds: MongoDB's transactionLifetimeLimitSeconds. */
const LIFETIME_MS = 60_000;

/** One multi-document transaction: a PostgreSQL connection at snapshot isolation, from first use to the end. */
export class Transaction {
  readonly number: bigint;
  /** The client connection that used it last. */
  owner: object;
  state: 'open' | 'committed' | 'aborted' = 'open';
  readonly #deadline = Date.now() + LIFETIME_MS;
  #postgres!: Postgres;
  #client: PoolClient | undefined;

  constructor(number: bigint, owner: object) {
    this.number = number;
    this.owner = owner;
  }

  async begin(postgres: Postgres): Promise<void> {
    this.#postgres = postgres;
    try {
      this.#client = await postgres.begin();
    } catch (error) {
      this.state = 'aborted';
      throw error;
    }
    // Ended while it waited for its connection.
    if (this.state !== 'open') await this.#release('ROLLBACK');
  }

  /** Runs one statement in it. @throws MongoError 251 when it has ended */
  async query(statement: Statement, values: unknown[]): Promise<Row> {
    return this.use((client) => execute(client, statement, values));
  }

  /** Lends its connection. @throws MongoError 251 when it has ended */
  async use<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (!client) throw noSuchTransaction(this.number);
    return this.#postgres.within(() => use(client));
  }

  /** Makes it last. Committing again is not an error: the driver repeats what it has no answer for. */
  async commit(): Promise<void> {
    if (this.state === 'committed') return;
    if (this.state === 'aborted') throw noSuchTransaction(this.number);
    this.state = 'committed';
    try {
      await this.#release('COMMIT');
    } catch (error) {
      this.state = 'aborted';
      throw error;
    }
  }

  async abort(): Promise<void> {
    if (this.state !== 'open') return;
    this.state = 'aborted';
    // The connection may be gone already, and with it the transaction.
    await this.#release('ROLLBACK').catch(() => {});
  }

  expired(now: number): boolean {
    return this.state === 'open' && now > this.#deadline;
  }

  async #release(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    const client = this.#client;
    if (!client) return;
    this.#client = undefined;
    let failed = true;
    try {
      const { command } = await this.#postgres.within(() => client.query(how));
      // PostgreSQL answers COMMIT with ROLLBACK when a statement in the transaction had failed.
      if (command !== how) throw noSuchTransaction(this.number);
      failed = false;
    } catch (error) {
      failed = error instanceof Unavailable;
      throw error;
    } finally {
      client.release(failed);
    }
  }
}
