import type { TestingModule } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { removeKeys } from '../queue/testing/queue-tests.js';
import { RedisService } from '../redis/index.js';
import { JobRuns } from './index.js';
import { JobRunner } from './job-runner.js';
import { RunReaper } from './run-reaper.js';
import { NightJobs } from './testing/night-jobs.js';
import { ScheduleBench } from './testing/schedule-bench.js';
import { Ticker } from './ticker.js';

const TICK = new Date('2026-03-02T03:00:00Z');
const NEXT_TICK = new Date('2026-03-03T03:00:00Z');
const LOCK = 'lock:job:night.clean';

const bench = new ScheduleBench();
let worker: TestingModule;

const run = (app: TestingModule, tick: Date, id = 'night.clean') => app.get(JobRunner).run(id, tick);
/** A worker's timer fires for three o'clock, so many seconds late. */
const tickAt = (app: TestingModule, day: number, late: number) =>
  app.get(Ticker).tick('night.clean', new Date(Date.UTC(2026, 2, day, 3, 0, late, -1)));
const jobs = (app: TestingModule) => app.get(NightJobs);
const redis = (app: TestingModule) => app.get(RedisService).client;
const statuses = async () => (await bench.history()).map(({ status }) => status);

/** Makes the next run of a worker's jobs last until it is let go. */
function hold(app: TestingModule) {
  const started = Promise.withResolvers<AbortSignal>();
  const gate = Promise.withResolvers<void>();
  jobs(app).work = ({ signal }) => {
    started.resolve(signal);
    return gate.promise;
  };
  return { started: started.promise, letGo: gate.resolve };
}

describe('Scheduled jobs', () => {
  beforeAll(async () => {
    await bench.start();
    worker = bench.worker;
  });
  beforeEach(() => bench.reset());
  afterAll(() => bench.stop());

  it('leave a record of each run', async () => {
    jobs(worker).work = async () => {
      bench.clock.advance(1_500);
      return { removed: 12 };
    };
    expect(await run(worker, TICK)).toBe('succeeded');
    expect(await bench.history()).toEqual([
      {
        _id: expect.anything() as unknown,
        job: 'night.clean',
        tick: TICK,
        trigger: 'schedule',
        status: 'succeeded',
        host: expect.stringContaining(String(process.pid)) as string,
        fence: jobs(worker).runs[0]?.fence,
        startedAt: new Date('2026-03-02T03:00:00.012Z'),
        finishedAt: new Date('2026-03-02T03:00:01.512Z'),
        durationMs: 1_500,
        counts: { removed: 12 },
      },
    ]);
  });

  it('run once for a tick, however many workers there are and however late their timers fire', async () => {
    const workers = [worker, await bench.startWorker(), await bench.startWorker()];
    for (let day = 1; day <= 5; day++) {
      await Promise.all(workers.map((app) => tickAt(app, day, 0)));
      // And those that notice it only when the run is over.
      for (const app of workers) await tickAt(app, day, 40);
    }
    const ticks = workers.flatMap((app) => jobs(app).runs.map(({ tick }) => tick.toISOString()));
    expect(ticks.toSorted()).toEqual(
      [1, 2, 3, 4, 5].map((day) => new Date(Date.UTC(2026, 2, day, 3)).toISOString()),
    );
  });

  it('never overlap: a run that is due while another is going is skipped', async () => {
    const other = await bench.startWorker();
    const { started, letGo } = hold(worker);
    const first = run(worker, TICK);
    await started;
    expect(await run(other, NEXT_TICK)).toBe('skipped');
    expect(await run(worker, new Date('2026-03-04T03:00:00Z'))).toBe('skipped');
    letGo();
    expect(await first).toBe('succeeded');
    expect(await run(other, new Date('2026-03-05T03:00:00Z'))).toBe('succeeded');
    expect(await statuses()).toEqual(['succeeded', 'skipped', 'skipped', 'succeeded']);
  });

  it('fail alone: the next run is a new chance', async () => {
    jobs(worker).work = () => Promise.reject(new Error('disk full'));
    expect(await run(worker, TICK)).toBe('failed');
    jobs(worker).work = async () => {};
    expect(await run(worker, NEXT_TICK)).toBe('succeeded');
    expect(await bench.history()).toMatchObject([{ status: 'succeeded' }, { error: 'disk full' }]);
  });

  it('are told when their time is up', async () => {
    let told: unknown;
    jobs(worker).work = ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          told = signal.reason;
          reject(signal.reason as Error);
        }),
      );
    expect(await run(worker, TICK, 'night.hurry')).toBe('timed_out');
    expect(told).toMatchObject({ name: 'TimeoutError' });
  });

  it('keep their lock when they go on after their time is up', async () => {
    const { letGo } = hold(worker);
    expect(await run(worker, TICK, 'night.hurry')).toBe('timed_out');
    expect(await run(worker, NEXT_TICK, 'night.hurry')).toBe('skipped');
    letGo();
    await eventually(async () => expect(await redis(worker).exists('lock:job:night.hurry')).toBe(0));
    jobs(worker).work = async () => {};
    expect(await run(worker, new Date('2026-03-04T03:00:00Z'), 'night.hurry')).not.toBe('skipped');
  });

  it('are abandoned when their worker dies, and run again when its lock has expired', async () => {
    // What a dead worker leaves behind: a row that says `running`, and a lock that nobody renews.
    const dead = await worker.get(JobRuns).begin({
      job: 'night.clean',
      tick: TICK,
      trigger: 'schedule',
      host: 'dead:1',
      startedAt: bench.clock.now(),
    });
    if (!dead) throw new Error('the tick was taken');
    await worker.get(JobRuns).lock(dead, 1, bench.clock.now());
    await redis(worker).set(LOCK, dead._id.toString());
    await worker.get(RunReaper).reap();
    expect(await statuses()).toEqual(['running']);

    await redis(worker).pexpire(LOCK, 1);
    await eventually(async () => expect(await redis(worker).exists(LOCK)).toBe(0));
    await worker.get(RunReaper).reap();
    expect(await statuses()).toEqual(['abandoned']);
    expect(await run(worker, NEXT_TICK)).toBe('succeeded');
  });

  it('are abandoned when their worker died before it had the lock', async () => {
    await worker.get(JobRuns).begin({
      job: 'night.clean',
      tick: TICK,
      trigger: 'schedule',
      host: 'dead:1',
      startedAt: bench.clock.now(),
    });
    await worker.get(RunReaper).reap();
    expect(await statuses()).toEqual(['running']);
    bench.clock.advance(60_000);
    await worker.get(RunReaper).reap();
    expect(await statuses()).toEqual(['abandoned']);
  });

  it('get a higher fence than the run before, whose late result no longer counts', async () => {
    const suspended = hold(worker);
    const first = run(worker, TICK);
    await suspended.started;
    // As if the worker had been suspended until its lock expired.
    await redis(worker).del(LOCK);
    const other = await bench.startWorker();
    expect(await run(other, NEXT_TICK)).toBe('succeeded');
    suspended.letGo();
    expect(await first).toBe('abandoned');
    expect(await statuses()).toEqual(['succeeded', 'abandoned']);
    expect(jobs(other).runs[0]?.fence).toBeGreaterThan(jobs(worker).runs[0]?.fence as number);
  });

  it('get a higher fence than the run before even when Redis has lost its data', async () => {
    await run(worker, TICK);
    await removeKeys(worker);
    await run(worker, NEXT_TICK);
    const [first, second] = jobs(worker).runs.map(({ fence }) => fence) as [number, number];
    expect(second).toBeGreaterThan(first);
  });

  it('are skipped while Redis is gone, and run when it is back', async () => {
    bench.proxy.cut();
    expect(await run(worker, TICK)).toBe('skipped');
    expect(await bench.history()).toMatchObject([{ error: expect.stringContaining('Redis') as string }]);
    bench.proxy.restore();
    // Ticks come as they do, until one finds Redis back.
    let tick = NEXT_TICK;
    await eventually(async () => {
      tick = new Date(tick.getTime() + 60_000);
      expect(await run(worker, tick)).toBe('succeeded');
    });
  });

  it('may finish when their worker is told to stop', async () => {
    const stopping = await bench.startWorker();
    const { started, letGo } = hold(stopping);
    const outcome = run(stopping, TICK);
    const signal = await started;
    const closed = bench.stopWorker(stopping);
    letGo();
    expect(await outcome).toBe('succeeded');
    await closed;
    expect(signal.aborted).toBe(false);
  });

  it('are aborted when their worker can not wait any longer', async () => {
    const stopping = await bench.startWorker({ SHUTDOWN_TIMEOUT_MS: 1 });
    const { started, letGo } = hold(stopping);
    const outcome = run(stopping, TICK);
    (await started).addEventListener('abort', () => letGo());
    await bench.stopWorker(stopping);
    expect(await outcome).toBe('failed');
    expect(await bench.history()).toMatchObject([{ error: 'The worker is stopping.' }]);
  });
});
