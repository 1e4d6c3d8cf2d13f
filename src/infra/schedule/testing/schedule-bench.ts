import { getConnectionToken } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Connection, mongo } from 'mongoose';
import { vi } from 'vitest';
import { up } from '../../../../migrations/0021-job-runs.js';
import { startTcpProxy, type TcpProxy } from '../../../../test/support/tcp-proxy.js';
import { TestClock } from '../../../../test/support/test-clock.js';
import { ConfigModule, readConfig, RedisConfig, RuntimeConfig } from '../../../config/index.js';
import { Clock, ClockModule } from '../../clock/index.js';
import { MongoModule } from '../../mongo/index.js';
import { QueueModule, QueueWorkerModule } from '../../queue/index.js';
import { removeKeys } from '../../queue/testing/queue-tests.js';
import { RedisModule, RedisService } from '../../redis/index.js';
import { JobRuns, ScheduleModule } from '../index.js';
import { ScheduleWorkerModule } from '../schedule-worker.module.js';
import { NightJobs } from './night-jobs.js';

/** Workers with scheduled jobs, a clock, and a Redis that can be cut off. The first worker stays for all tests. */
export class ScheduleBench {
  readonly clock = new TestClock();
  proxy: TcpProxy;
  worker: TestingModule;
  private readonly others = new Set<TestingModule>();

  async start(): Promise<void> {
    this.proxy = await startTcpProxy(process.env['REDIS_URL'] as string);
    this.worker = await this.create();
    const connection = this.worker.get<Connection>(getConnectionToken());
    await connection.asPromise();
    await up({ db: connection.db as mongo.Db, client: connection.getClient() });
  }

  async startWorker(settings: Partial<RuntimeConfig> = {}): Promise<TestingModule> {
    const app = await this.create(settings);
    this.others.add(app);
    return app;
  }

  async stopWorker(app: TestingModule): Promise<void> {
    this.others.delete(app);
    await app.close();
  }

  /** As it was after `start`. */
  async reset(): Promise<void> {
    this.proxy.restore();
    await Promise.all([...this.others].map((app) => this.stopWorker(app)));
    await vi.waitUntil(() => this.worker.get(RedisService).usable, { timeout: 15_000 });
    await removeKeys(this.worker);
    await this.worker.get<Connection>(getConnectionToken()).collection('job_runs').deleteMany({});
    const jobs = this.worker.get(NightJobs);
    jobs.runs.length = 0;
    jobs.work = async () => {};
    this.clock.set('2026-03-02T03:00:00.012Z');
  }

  async stop(): Promise<void> {
    await this.worker.get<Connection>(getConnectionToken()).dropDatabase();
    await this.worker.close();
    await this.proxy.close();
  }

  /** All runs, the latest first. */
  async history() {
    return (await this.worker.get(JobRuns).list({ limit: 100 })).data;
  }

  private async create(settings: Partial<RuntimeConfig> = {}): Promise<TestingModule> {
    const app = await Test.createTestingModule({
      imports: [
        ConfigModule,
        ClockModule,
        RedisModule,
        MongoModule,
        QueueModule,
        QueueWorkerModule,
        ScheduleModule,
        ScheduleWorkerModule,
      ],
      providers: [NightJobs],
    })
      .overrideProvider(Clock)
      .useValue(this.clock)
      .overrideProvider(RedisConfig)
      .useValue({ ...readConfig(RedisConfig), REDIS_URL: this.proxy.url })
      .overrideProvider(RuntimeConfig)
      .useValue({ ...readConfig(RuntimeConfig), ...settings })
      .compile();
    app.useLogger(false);
    return app.init();
  }
}
