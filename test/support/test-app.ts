import { Module, type Abstract, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { freePort } from '../../tools/embedded/process/free-port.ts';
import { AppModule } from '../../src/app.module.js';
import { configureApp } from '../../src/app.setup.js';
import { createAdapter } from '../../src/common/http/index.js';
import { HttpConfig, readConfig } from '../../src/config/index.js';
import { Clock } from '../../src/infra/clock/index.js';
import { createLogger, NestLogger } from '../../src/infra/logging/index.js';
import { OutboxWorkerModule } from '../../src/infra/outbox/index.js';
import { QueueWorkerModule } from '../../src/infra/queue/index.js';
import { ScheduleWorkerModule } from '../../src/infra/schedule/schedule-worker.module.js';
import { ApiClient } from './api-client.js';
import { dropTestData, migrateTestDatabase } from './test-data.js';
import { TestClock } from './test-clock.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly api: ApiClient;
  readonly clock: TestClock;
  /** Every line that the application logged, as text. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Controllers that only this test needs, to see how the house treats a route. */
  controllers?: Type[];
  /** Parts of the application that not every process has. */
  imports?: Type[];
  providers?: Type[];
  config?: Partial<HttpConfig>;
  /** Values of other groups of settings: `[[PaymentsConfig, { STRIPE_API_URL: url }]]`. */
  settings?: readonly Setting[];
  /** What stands in the place of other providers. */
  overrides?: readonly (readonly [provider: Abstract<unknown>, instance: object])[];
  /** Whether the process does the worker's part too: events, queues and schedules. */
  worker?: boolean;
}

const WORKER = [QueueWorkerModule, OutboxWorkerModule, ScheduleWorkerModule];

/** A group of settings, and those of its values that a test decides. */
export type Setting = readonly [group: Type, values: object];

/** The whole application on a port of its own, with a migrated database of its own and a clock that stands still. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = new TestClock();
  const log: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void log.push(line) });

  const imports = [AppModule, ...(options.worker ? WORKER : []), ...(options.imports ?? [])];
  @Module({ imports, controllers: options.controllers, providers: options.providers })
  class TestModule {}

  const port = await freePort();
  const http = Object.freeze({
    ...readConfig(HttpConfig),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    RATE_LIMIT_PER_MINUTE: 100_000,
    RATE_LIMIT_SIGN_IN_PER_MINUTE: 100_000,
    RATE_LIMIT_MAIL_PER_MINUTE: 100_000,
    RATE_LIMIT_MAIL_PER_HOUR: 100_000,
    ...options.config,
  });
  const builder = Test.createTestingModule({ imports: [TestModule] })
    .overrideProvider(Clock)
    .useValue(clock)
    .overrideProvider(HttpConfig)
    .useValue(http);
  for (const [group, values] of options.settings ?? [])
    builder.overrideProvider(group).useValue(Object.freeze({ ...readConfig<object>(group), ...values }));
  for (const [provider, instance] of options.overrides ?? [])
    builder.overrideProvider(provider).useValue(instance);
  const testing = await builder.compile();
  const app = testing.createNestApplication<NestFastifyApplication>(createAdapter(http, logger), {
    logger: new NestLogger(logger),
    rawBody: true,
  });
  await configureApp(app);
  await app.init();
  await migrateTestDatabase(app);
  await app.listen(port, '127.0.0.1');
  return {
    app,
    api: new ApiClient(await app.getUrl()),
    clock,
    log,
    close: async () => {
      await dropTestData(app);
      await app.close();
    },
  };
}
