import { MongoError, noSuchTransaction } from './errors.ts';
import type { Postgres } from './postgres.ts';
import { Transaction } from './transaction.ts';

/** How long a session may be idle, in minutes: announced to drivers, which rely on it. */
export const SESSION_TIMEOUT_MINUTES = 30;
/** How long an executed write is remembered for a driver that repeats it, in milliseconds. */
const REMEMBERED_WRITE_MS = 60_000;
/** A reply above this isn't remembered, in bytes: few are, and memory is bounded. */
const REMEMBERED_REPLY_BYTES = 1_000_000;
const MAX_SESSIONS = 100_000;

interface Session {
  lastUsed: number;
  /** The session's latest transaction, open or ended. */
  transaction?: Transaction;
  /** The session's latest retryable write. */
  write?: { number: bigint; reply: Promise<Buffer> };
}

/** The logical sessions that have something to remember: a transaction, or a write that may be repeated. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #postgres: Postgres;

  constructor(postgres: Postgres) {
    this.#postgres = postgres;
  }

  /**
   * Runs a retryable write once: a driver that lost the answer sends the same number again and gets the
   * first answer. A write that failed left nothing behind, so it isn't remembered.
   */
  async once(id: string, number: bigint, write: () => Promise<Buffer>): Promise<Buffer> {
    const session = this.#touch(id);
    if (session.write?.number === number) return session.write.reply;
    const reply = write();
    const remembered = { number, reply };
    session.write = remembered;
    let keep = false;
    try {
      const result = await reply;
      keep = result.length <= REMEMBERED_REPLY_BYTES;
      return result;
    } finally {
      if (!keep && session.write === remembered) delete session.write;
    }
  }

  /**
   * Finds the transaction of a command, opening it when the command starts one.
   * @throws MongoError 251 when it is unknown or was aborted, 117 when it is started twice, 225 when a later
   *   one has begun
   */
  async transaction(id: string, number: bigint, start: boolean, owner: object): Promise<Transaction> {
    const session = this.#touch(id);
    const current = session.transaction;
    if (current && current.number > number) {
      throw new MongoError(
        225,
        `Cannot use transaction ${number}: transaction ${current.number} has started.`,
      );
    }
    if (start) {
      if (current?.number === number) {
        throw new MongoError(117, `Transaction ${number} has already been started.`);
      }
      // Taken before the first await, so that a transaction can't be started twice.
      const transaction = new Transaction(number, owner);
      session.transaction = transaction;
      await current?.abort();
      await transaction.begin(this.#postgres);
      return transaction;
    }
    if (current?.number !== number || current.state === 'aborted') throw noSuchTransaction(number);
    current.owner = owner;
    return current;
  }

  /** Ends sessions at the client's wish: what is open in them is rolled back. */
  async end(ids: string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.#remove(id)));
  }

  /** Rolls back what a client left open when its connection ended. */
  async abandon(owner: object): Promise<void> {
    const open = [...this.#sessions.values()].map((session) => session.transaction);
    await Promise.all(open.filter((transaction) => transaction?.owner === owner).map((t) => t!.abort()));
  }

  /** Rolls back transactions past their time and forgets what nobody asks for any more. */
  async sweep(now: number): Promise<void> {
    const removals: Promise<void>[] = [];
    for (const [id, session] of this.#sessions) {
      const idle = now - session.lastUsed;
      if (session.transaction?.expired(now)) removals.push(session.transaction.abort());
      if (idle > REMEMBERED_WRITE_MS) delete session.write;
      if (idle > SESSION_TIMEOUT_MINUTES * 60_000) removals.push(this.#remove(id));
    }
    await Promise.all(removals);
  }

  async close(): Promise<void> {
    await this.end([...this.#sessions.keys()]);
  }

  #touch(id: string): Session {
    const session = this.#sessions.get(id) ?? { lastUsed: 0 };
    session.lastUsed = Date.now();
    // Deleted first, so that the map stays in order of use.
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    if (this.#sessions.size > MAX_SESSIONS) void this.#remove(this.#sessions.keys().next().value!);
    return session;
  }

  async #remove(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    await session?.transaction?.abort();
  }
}
