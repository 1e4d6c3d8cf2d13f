import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ config: { METRICS_TOKEN: 'prometheus-token-1' } });
});
afterAll(() => test.close());

describe('health', () => {
  it('of the database has the documented shape', async () => {
    expect(await test.api.get('/api/health/database')).toMatchObject({
      status: 200,
      body: { status: 'healthy', state: 'connected' },
    });
  });

  it('is told as a whole', async () => {
    expect(await test.api.get('/api/health')).toMatchObject({
      status: 200,
      body: { status: 'healthy', database: { status: 'healthy', state: 'connected' }, redis: 'healthy' },
    });
  });

  it('says that the process is alive and ready', async () => {
    expect(await test.api.get('/api/health/live')).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(await test.api.get('/api/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', obstacles: [] },
    });
  });
});

describe('metrics', () => {
  const read = (token: string) => test.api.get('/metrics', { authorization: `Bearer ${token}` });

  it('are for the bearer of the token', async () => {
    expect((await test.api.get('/metrics')).status).toBe(401);
    expect((await read('prometheus-token-2')).status).toBe(401);
    expect((await read('prometheus-token-1')).status).toBe(200);
  });

  it('count requests by route template, and never by path', async () => {
    await test.api.get('/api/v1/courses/some-course');
    const { text, headers } = await read('prometheus-token-1');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/v1/courses/:idOrSlug",status="404"} 1',
    );
    expect(text).not.toContain('some-course');
  });

  it('tell of event loop, memory, database commands and connections', async () => {
    const { text } = await read('prometheus-token-1');
    for (const name of [
      'nodejs_eventloop_lag_seconds',
      'process_resident_memory_bytes',
      'mongodb_command_duration_seconds_count',
      'mongodb_pool_connections',
      'cache_reads_total',
      'queue_jobs',
    ])
      expect(text, name).toMatch(new RegExp(`^${name}`, 'm'));
  });
});
