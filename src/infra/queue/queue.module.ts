import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '../discovery/index.js';
import { ConsumerRunner } from './consumer-runner.js';
import { Consumers } from './consumers.js';
import { DeadLetters } from './dead-letters.js';
import { QueueConnection } from './queue-connection.js';
import { QueuePersonalData } from './queue-personal-data.js';
import { Queues } from './queues.js';

/** Adding and inspecting jobs; for every process. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [QueueConnection, Consumers, Queues, DeadLetters, QueuePersonalData],
  exports: [QueueConnection, Consumers, Queues, DeadLetters],
})
export class QueueModule {}

/** Doing jobs; for the worker process. */
@Module({ imports: [QueueModule], providers: [ConsumerRunner] })
export class QueueWorkerModule {}
