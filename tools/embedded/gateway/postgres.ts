import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, Pool, types, type ClientBase, type PoolClient } from 'pg';
import { Turns } from './turns.ts';
import { isConnectionLoss, isContention, Unavailable } from './errors.ts';

export interface PostgresOptions {
  host: string;
  port: number;
  /** A superuser. */
  user: string;
  database: string;
  password?: string;
}

/** A prepared statement: parsed once per connection, known by its name afterwards. */
export interface Statement {
  name: string;
  text: string;
}

export type Row = unknown[];

/** Connections for single commands. More than a few per core only adds contention. */
const COMMAND_CONNECTIONS = 16;
/** Each open transaction holds one of these. */
const TRANSACTION_CONNECTIONS = 60;
/** How long a transaction waits for a lock before it is told to start over, in milliseconds. */
const TRANSACTION_LOCK_TIMEOUT_MS = 200;
/** How often a statement that lost against a concurrent one is run again: it may lose once to each. */
const CONTENTION_RETRIES = COMMAND_CONNECTIONS;

const SETTINGS = [
  'search_path=documentdb_api_catalog,documentdb_api,public',
  'documentdb_core.bsonUseEJson=off',
  'documentdb_core.enableCollation=on',
  // Results that outlive their first page go to a file of the server instead of holding a connection.
  'documentdb.useFileBasedPersistedCursors=on',
  // A deadlock rolls the statement back and it is run again, instead of counting as a write error.
  'documentdb.throwDeadlockOnCRUD=on',
  // Found soon, because clashes of writers show as deadlocks here. Only a superuser may set this.
  'deadlock_timeout=20ms',
  'client_min_messages=warning',
  // Compresses large documents faster than PostgreSQL's default does.
  'default_toast_compression=lz4',
  // Compiling a plan takes longer than running one over the sizes that this serves.
  'jit=off',
];

/** The way to PostgreSQL: two bounded pools of connections, one for commands, one for transactions. */
export class Postgres {
  readonly #commands: Pool;
  readonly #transactions: Pool;
  readonly #turns = new Turns();
  #lost = false;

  constructor(options: PostgresOptions) {
    this.#commands = createPool(options, COMMAND_CONNECTIONS, SETTINGS);
    this.#transactions = createPool(options, TRANSACTION_CONNECTIONS, [
      ...SETTINGS,
      'default_transaction_isolation=repeatable\\ read',
      `lock_timeout=${TRANSACTION_LOCK_TIMEOUT_MS}`,
    ]);
  }

  /**
   * Runs one statement in a transaction of its own and answers its first row. Runs it again when it was
   * rolled back for a concurrent one.
   * @throws Unavailable when PostgreSQL is gone
   */
  async query(statement: Statement, values: unknown[]): Promise<Row> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.withClient((client) => execute(client, statement, values));
      } catch (error) {
        if (isForgotten(error) && attempt <= FORGETFUL_CONNECTIONS) continue;
        if (attempt > CONTENTION_RETRIES || !isContention(error)) throw error;
        await delay(Math.random() * 5 * attempt);
      }
    }
  }

  /**
   * Runs a statement that writes to `namespace`. In PostgreSQL, two inserts of one unique key block each other,
   * and so do two commands that update the same documents in another order; on a MongoDB they don't. So after
   * such a clash the writers of the namespace take turns until all are through.
   * @throws Unavailable when PostgreSQL is gone
   */
  async write(namespace: string, statement: Statement, values: unknown[]): Promise<Row> {
    if (!this.#turns.busy(namespace)) {
      try {
        return await this.withClient((client) => execute(client, statement, values));
      } catch (error) {
        if (!isContention(error)) throw error;
      }
    }
    return this.#turns.take(namespace, () => this.query(statement, values));
  }

  /** Lends a connection that isn't in a transaction. @throws Unavailable when PostgreSQL is gone */
  async withClient<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#guard(() => this.#commands.connect());
    let lost = false;
    try {
      return await this.#guard(() => use(client));
    } catch (error) {
      lost = error instanceof Unavailable || isForgotten(error);
      throw error;
    } finally {
      client.release(lost);
    }
  }

  /** Opens a transaction at snapshot isolation on a connection of its own. The caller releases it. */
  async begin(): Promise<PoolClient> {
    const client = await this.#guard(() => this.#transactions.connect());
    try {
      await this.#guard(() => client.query('BEGIN'));
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Runs `use` on a transaction's connection, telling a lost connection from a failed statement. */
  async within<T>(use: () => Promise<T>): Promise<T> {
    return this.#guard(use);
  }

  /** @throws Unavailable unless PostgreSQL answers. Costs nothing while nothing was lost. */
  async ensureUp(): Promise<void> {
    if (this.#lost) await this.withClient((client) => client.query('SELECT 1'));
  }

  async close(): Promise<void> {
    await Promise.all([this.#commands.end(), this.#transactions.end()]);
  }

  async #guard<T>(use: () => Promise<T>): Promise<T> {
    try {
      const result = await use();
      this.#lost = false;
      return result;
    } catch (error) {
      if (!isConnectionLoss(error)) throw error;
      this.#lost = true;
      throw new Unavailable('PostgreSQL is unavailable', { cause: error });
    }
  }
}

/** How many connections may be given up for a statement that finds no collection. */
const FORGETFUL_CONNECTIONS = 3;

/**
 * Whether a collection wasn't found. When one is dropped and made again at the wrong moment, a connection of the extension
 * goes on believing in the old one, so such a connection isn't used any more.
 */
const isForgotten = (error: unknown): boolean =>
  error instanceof DatabaseError && /cannot be found|does not currently exist/.test(error.message);

function createPool(options: PostgresOptions, max: number, settings: string[]): Pool {
  const pool = new Pool({
    ...options,
    max,
    application_name: 'mongodb-gateway',
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    types: { getTypeParser },
    idleTimeoutMillis: 60_000,
  });
  // A connection that breaks is found out by the next statement on it, or leaves the pool by itself when it
  // is idle. Without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** PostgreSQL numbers the types of extensions from here on. */
const FIRST_EXTENSION_TYPE = 16_384;
const BSON_TEXT_PREFIX = 'BSONHEX';

/** The only type of the extension that results hold is its BSON, which comes as hexadecimal text. */
const getTypeParser: typeof types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id < FIRST_EXTENSION_TYPE
    ? types.getTypeParser(id, format)
    : (text: string) => Buffer.from(text.slice(BSON_TEXT_PREFIX.length), 'hex');

/** Runs a statement on a given connection and answers its first row. */
export async function execute(client: ClientBase, statement: Statement, values: unknown[]): Promise<Row> {
  const { name, text } = statement;
  const { rows } = await client.query<Row>({ name, text, values, rowMode: 'array' });
  return rows[0] ?? [];
}
