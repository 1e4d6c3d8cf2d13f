import type { Command } from './command.ts';
import type { Cursors } from './cursors.ts';
import type { Postgres, Row, Statement } from './postgres.ts';
import type { Sessions } from './sessions.ts';
import type { Transaction } from './transaction.ts';

/** What all commands share. */
export interface Services {
  postgres: Postgres;
  sessions: Sessions;
  cursors: Cursors;
  clients: Set<Client>;
  /** `host:port` under which clients find the gateway. */
  address: string;
  startedAt: number;
}

/** One client connection. */
export interface Client {
  id: number;
  /** `host:port` at the other end. */
  address: string;
}

/** What a command's handler works with. */
export class Context {
  readonly command: Command;
  readonly client: Client;
  readonly services: Services;
  /** The multi-document transaction that the command belongs to. */
  readonly transaction: Transaction | undefined;

  constructor(command: Command, client: Client, services: Services, transaction?: Transaction) {
    this.command = command;
    this.client = client;
    this.services = services;
    this.transaction = transaction;
  }

  /** Runs one statement, in the command's transaction if it has one. The extension sees to maxTimeMS. */
  async query(statement: Statement, values: unknown[]): Promise<Row> {
    return (this.transaction ?? this.services.postgres).query(statement, values);
  }

  /** Runs one statement that writes to the command's collection. */
  async write(statement: Statement, values: unknown[]): Promise<Row> {
    if (this.transaction) return this.transaction.query(statement, values);
    const { db, collection } = this.command;
    return this.services.postgres.write(`${db}.${collection}`, statement, values);
  }
}

/** Answers a command with a BSON document. */
export type Handler = (context: Context) => Promise<Buffer> | Buffer;

export interface Handling {
  run: Handler;
  /** May be part of a multi-document transaction. */
  transactional?: boolean;
  /** Drivers may send it again when its answer was lost. */
  retryable?: boolean;
}
