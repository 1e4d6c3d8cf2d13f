import { Controller, Get } from '@nestjs/common';
import { expect, it } from 'vitest';
import { Public } from '../../src/common/access/index.js';
import { startTestApp } from '../support/test-app.js';

const gate = Promise.withResolvers<void>();
const reached = Promise.withResolvers<void>();

@Controller('slow')
class SlowController {
  @Public()
  @Get()
  async slow() {
    reached.resolve();
    await gate.promise;
    return { finished: true };
  }
}

it('a process that is told to stop takes no new requests, and finishes those that run', async () => {
  const test = await startTestApp({ controllers: [SlowController] });
  const running = test.api.get('/api/v1/slow');
  await reached.promise;

  const closed = test.close();
  await expect
    .poll(() =>
      test.api.get('/api/health/live').then(
        ({ status }) => status,
        () => 'refused',
      ),
    )
    .not.toBe(200);
  gate.resolve();

  expect(await running).toMatchObject({ status: 200, body: { finished: true } });
  await closed;
});
