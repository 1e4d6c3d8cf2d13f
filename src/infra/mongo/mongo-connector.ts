import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import mongoose, { type Connection } from 'mongoose';
import { MongoConfig, RuntimeConfig } from '../../config/index.js';
import { Clock } from '../clock/index.js';
import { connectOptions } from './mongo-options.js';
import { stampWith } from './repository/schema.js';
import './mongoose-settings.js';

/** How long to wait after a failed attempt; the attempt itself has waited for the server already. */
const RETRY_MS = 250;

const NO_TRANSACTIONS =
  'MongoDB runs without a replica set, so transactions are impossible and most writes will fail. ' +
  'Start mongod with --replSet and run rs.initiate() once, or let `npm start` bring up a fitting server.';

/**
 * The process's one connection to MongoDB. The process comes up and stays up without a server: operations wait for at most
 * MONGODB_SERVER_SELECTION_TIMEOUT_MS and then fail as unavailable, and work again as soon as a server answers.
 */
@Injectable()
export class MongoConnector implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('MongoDB');
  private readonly closing = new AbortController();
  private connecting: Promise<void> = Promise.resolve();

  /** What models are registered on. */
  readonly connection: Connection = mongoose.createConnection();

  constructor(
    private readonly config: MongoConfig,
    private readonly runtime: RuntimeConfig,
    clock: Clock,
  ) {
    stampWith(clock);
    this.logEvents();
  }

  onModuleInit(): void {
    this.connecting = this.connect();
  }

  /**
   * The driver reconnects by itself, but only after a first success; until then it is asked again and again. Mongoose's
   * lazy connection would give up after one attempt and take the process with it.
   */
  private async connect(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      try {
        await this.connection.openUri(this.config.MONGODB_URI, connectOptions(this.config, this.runtime));
        return await this.checkTransactions();
      } catch {
        // The connection has emitted it as `error`.
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Says clearly at start when transactions can't work (T25). */
  private async checkTransactions(): Promise<void> {
    const hello = await this.connection.getClient().db('admin').command({ hello: 1 });
    if (!hello['setName'] && hello['msg'] !== 'isdbgrid') this.logger.error(NO_TRANSACTIONS);
  }

  /** Says when the connection comes and goes (000-05), once an outage. The URI is in no line. */
  private logEvents(): void {
    let connected = false;
    let reported = false;
    this.connection.on('connected', () => {
      connected = true;
      reported = false;
      this.logger.log('MongoDB connected');
    });
    // Mongoose emits it for a failed attempt to connect too.
    this.connection.on('disconnected', () => {
      if (connected) this.logger.warn('MongoDB disconnected');
      connected = false;
    });
    this.connection.on('error', (error: Error) => {
      if (reported || this.closing.signal.aborted) return;
      reported = true;
      this.logger.error(`MongoDB error: ${error.message}`);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    // Ends an attempt to connect at once, which `destroy` would wait for.
    await this.connection.getClient()?.close();
    await this.connecting;
    await this.connection.destroy();
  }
}
