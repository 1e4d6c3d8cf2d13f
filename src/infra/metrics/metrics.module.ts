import { Global, Module } from '@nestjs/common';
import { InfrastructureMetrics } from './infrastructure-metrics.js';
import { Metrics } from './metrics.js';

@Global()
@Module({ providers: [Metrics, InfrastructureMetrics], exports: [Metrics] })
export class MetricsModule {}
