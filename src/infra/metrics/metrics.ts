import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

type Labels = Partial<Record<string, string>>;

/** Reads the current figures from their owner, one for each combination of labels. */
export type ReadFigures = () => readonly Figure[] | Promise<readonly Figure[]>;
type Figure = readonly [labels: Labels, value: number];

/** The process's Prometheus metrics (001-22, 002-34). Names and labels are what dashboards are built on: keep them. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer, by route template.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly commandSeconds = new Histogram({
    name: 'mongodb_command_duration_seconds',
    help: 'Time that database commands took, by command and collection.',
    labelNames: ['command', 'collection', 'outcome'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor() {
    // Includes nodejs_eventloop_lag_* and process_resident_memory_bytes.
    collectDefaultMetrics({ register: this.registry });
  }

  /** Figures that rise and fall. They are read whenever the metrics are asked for. */
  gaugeOf(name: string, help: string, labelNames: string[], read: ReadFigures): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [],
      collect: async () => {
        const figures = await read();
        gauge.reset();
        for (const [labels, value] of figures) gauge.set(labels as Record<string, string>, value);
      },
    });
    this.registry.registerMetric(gauge);
  }

  /** Figures that only rise, which their owner counts. They are read whenever the metrics are asked for. */
  counterOf(name: string, help: string, labelNames: string[], read: ReadFigures): void {
    const counter: Counter = new Counter({
      name,
      help,
      labelNames,
      registers: [],
      collect: async () => {
        const figures = await read();
        counter.reset();
        for (const [labels, value] of figures) counter.inc(labels as Record<string, string>, value);
      },
    });
    this.registry.registerMetric(counter);
  }
}
