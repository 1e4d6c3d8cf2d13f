import { Module } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { OutboxWorkerModule } from './infra/outbox/index.js';
import { QueueWorkerModule } from './infra/queue/index.js';
import { ScheduleWorkerModule } from './infra/schedule/schedule-worker.module.js';
import { AuditWorkerModule } from './modules/audit/index.js';
import { HealthWorkerModule } from './modules/health/index.js';

/** The application with everything that no client waits for: events, queues and schedules. */
@Module({
  imports: [
    AppModule,
    QueueWorkerModule,
    OutboxWorkerModule,
    ScheduleWorkerModule,
    AuditWorkerModule,
    HealthWorkerModule,
  ],
})
export class WorkerModule {}
