import { Module } from '@nestjs/common';
import { Lifecycle } from '../../common/lifecycle/index.js';
import { HealthController } from './api/health.controller.js';
import { MetricsController } from './api/metrics.controller.js';
import { HealthService } from './application/health.service.js';

@Module({
  controllers: [HealthController, MetricsController],
  providers: [HealthService, Lifecycle],
})
export class HealthModule {}
