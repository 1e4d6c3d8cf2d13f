import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { ConfigModule } from '../../config/index.js';
import { ClockModule } from '../clock/index.js';
import { MongoModule } from '../mongo/index.js';
import { QueueModule } from '../queue/index.js';
import { RedisModule } from '../redis/index.js';
import { JobRuns, Scheduled, Schedules } from './index.js';
import { ScheduleWorkerModule } from './schedule-worker.module.js';
import { JobRunner } from './job-runner.js';
import { ScheduleBench } from './testing/schedule-bench.js';

const bench = new ScheduleBench();

describe('Scheduled jobs', () => {
  beforeAll(() => bench.start());
  beforeEach(() => bench.reset());
  afterAll(() => bench.stop());

  it('run when their timer fires', async () => {
    const timer = bench.worker.get(SchedulerRegistry).getCronJob('night.clean');
    expect(timer.isActive).toBe(true);
    expect(timer.nextDate().toUTC().toFormat('MM-dd HH:mm')).toBe('02-29 00:00');
    await timer.fireOnTick();
    await eventually(async () =>
      expect(await bench.history()).toMatchObject([
        { tick: new Date('2026-03-02T03:00:00Z'), trigger: 'schedule', status: 'succeeded' },
      ]),
    );
  });

  it('run when somebody asks for it', async () => {
    const runId = await bench.worker.get(Schedules).runNow('night.clean');
    await eventually(async () =>
      expect(await bench.worker.get(JobRuns).findRun(runId)).toMatchObject({
        job: 'night.clean',
        trigger: 'manual',
        status: 'succeeded',
        tick: bench.clock.now(),
      }),
    );
  });

  it('can not be asked for under a name that there is not', async () => {
    await expect(bench.worker.get(Schedules).runNow('night.dance')).rejects.toSatisfy((error) =>
      DomainError.is(error, CommonErrors.notFound),
    );
  });

  it('can not be asked for while Redis is gone', async () => {
    bench.proxy.cut();
    await expect(bench.worker.get(Schedules).runNow('night.clean')).rejects.toSatisfy((error) =>
      DomainError.is(error, CommonErrors.unavailable),
    );
  });

  it('are listed page by page, the latest run first', async () => {
    for (let day = 1; day <= 5; day++)
      await bench.worker.get(JobRunner).run('night.clean', new Date(Date.UTC(2026, 2, day)));
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const { data, page } = await bench.worker.get(JobRuns).list({ job: 'night.clean', limit: 2, cursor });
      seen.push(...data.map(({ tick }) => tick.getUTCDate()));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    expect((await bench.worker.get(JobRuns).list({ status: 'failed', limit: 2 })).data).toEqual([]);
  });

  it.each([
    ['six fields', '0 0 3 * * *'],
    ['nonsense', 'every night'],
    ['five words', 'every night at three sharp'],
  ])('are refused at start with %s as cron expression', async (_, cron) => {
    @Injectable()
    class Wrong {
      @Scheduled({ id: 'wrong.job', cron, timeoutMs: 1 })
      async work(): Promise<void> {}
    }
    const module = await Test.createTestingModule({
      imports: [ConfigModule, ClockModule, RedisModule, MongoModule, QueueModule, ScheduleWorkerModule],
      providers: [Wrong],
    }).compile();
    module.useLogger(false);
    await expect(module.init()).rejects.toThrow('Wrong.work needs a cron expression of five fields');
    await module.close();
  });
});
