import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DiscoveryModule } from '../discovery/index.js';
import { EventHandlers } from './event-handlers.js';
import { OutboxRelay } from './outbox-relay.js';
import { OutboxSignal } from './outbox-signal.js';
import { OutboxPersonalData } from './outbox-personal-data.js';
import { OutboxRetention } from './outbox-retention.js';
import { OUTBOX_MODEL, OutboxRepository } from './outbox.repository.js';
import { OutboxSchema } from './outbox.schema.js';
import { Outbox } from './outbox.js';

/** Publishing events; for every process. */
@Global()
@Module({
  imports: [DiscoveryModule, MongooseModule.forFeature([{ name: OUTBOX_MODEL, schema: OutboxSchema }])],
  providers: [OutboxPersonalData, OutboxRetention, Outbox, OutboxRepository, OutboxSignal, EventHandlers],
  exports: [Outbox, OutboxRepository, OutboxSignal, EventHandlers],
})
export class OutboxModule {}

/** Handing events to their handlers; for the worker process, beside the queues' consumers. */
@Module({ imports: [OutboxModule], providers: [OutboxRelay] })
export class OutboxWorkerModule {}
