import { Module } from '@nestjs/common';
import { Lifecycle } from '../../common/lifecycle/index.js';
import { HealthController } from './api/health.controller.js';
import { MetricsController } from './api/metrics.controller.js';
import { WorkerHealthServer } from './api/worker-health.server.js';
import { HealthService } from './application/health.service.js';

@Module({
  controllers: [HealthController, MetricsController],
  providers: [HealthService, Lifecycle],
  exports: [HealthService],
})
export class HealthModule {}

/** The same answers for the worker process, which serves no API. */
@Module({ imports: [HealthModule], providers: [WorkerHealthServer] })
export class HealthWorkerModule {}
