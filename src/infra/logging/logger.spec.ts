import { describe, expect, it } from 'vitest';
import { requestContext } from '../../common/http/request-context.js';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function logTo(lines: Record<string, unknown>[]) {
  return new NestLogger(
    createLogger('info', { write: (line: string) => void lines.push(JSON.parse(line) as never) }),
  );
}

describe('the log', () => {
  it('is one line of JSON an entry, with level, time, message and where it comes from', () => {
    const lines: Record<string, unknown>[] = [];
    logTo(lines).warn('Slow query', { collection: 'courses' }, 'SlowQueries');
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        context: 'SlowQueries',
        collection: 'courses',
        msg: 'Slow query',
      },
    ]);
  });

  it('holds no secret, however deep it stands', () => {
    const lines: Record<string, unknown>[] = [];
    logTo(lines).log('Signed in', {
      password: 'hunter2-top',
      user: { email: 'a@b.co', token: 'hunter2-nested' },
      request: { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } },
    });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines[0]).toMatchObject({ password: '[redacted]', user: { email: 'a@b.co' } });
  });

  it('names the request that a line belongs to', () => {
    const lines: Record<string, unknown>[] = [];
    requestContext.run({ requestId: 'checkout-1' }, () => logTo(lines).log('Paid'));
    expect(lines[0]).toMatchObject({ requestId: 'checkout-1', msg: 'Paid' });
  });

  it('leaves what one line tells out of the next one, and out of the request', () => {
    const lines: Record<string, unknown>[] = [];
    const log = logTo(lines);
    const context = { requestId: 'checkout-1' };
    requestContext.run(context, () => {
      log.warn('The provider refused', { code: 'resource_missing', requestId: 'req_of_the_provider' });
      log.log('Paid');
    });
    expect(context).toEqual({ requestId: 'checkout-1' });
    expect(lines[1]).toEqual({
      level: 'info',
      time: expect.any(String) as string,
      requestId: 'checkout-1',
      msg: 'Paid',
    });
  });

  it('tells an error with its stack, and not how the framework comes up', () => {
    const lines: Record<string, unknown>[] = [];
    const log = logTo(lines);
    log.error('Unexpected error', { err: new Error('broken') });
    log.log('Mapped {/api, GET} route', 'RouterExplorer');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      err: { message: 'broken', stack: expect.stringContaining('logger.spec') as string },
    });
  });
});
