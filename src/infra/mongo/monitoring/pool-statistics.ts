import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';

/** How the connections of this process are used at this moment. */
@Injectable()
export class PoolStatistics {
  private readonly connections = new Set<string>();
  private watched?: mongo.MongoClient;

  /** Connections that an operation has for itself. */
  inUse = 0;
  /** Operations that wait for a connection. When this is seldom 0, the pool is too small. */
  waiting = 0;

  constructor(@InjectConnection() connection: Connection) {
    connection.on('connected', () => this.watch(connection.getClient()));
  }

  /** Open connections. */
  get open(): number {
    return this.connections.size;
  }

  /** The driver's client is there once the connection is; it stays the same when it reconnects. */
  private watch(client: mongo.MongoClient): void {
    if (this.watched === client) return;
    this.watched = client;
    client.on('connectionCreated', ({ connectionId }) => this.connections.add(String(connectionId)));
    client.on('connectionClosed', ({ connectionId }) => this.connections.delete(String(connectionId)));
    client.on('connectionCheckOutStarted', () => this.waiting++);
    client.on('connectionCheckOutFailed', () => this.waiting--);
    client.on('connectionCheckedOut', ({ connectionId }) => {
      this.connections.add(String(connectionId));
      this.waiting--;
      this.inUse++;
    });
    client.on('connectionCheckedIn', () => this.inUse--);
  }
}
