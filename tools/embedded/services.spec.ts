import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startServices, type Services, type StartOptions } from './index.ts';
import { leaveMark, serversWithMark } from './testing/marks.ts';
import { serverPids } from './testing/probes.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const BOTH = ['mongodb', 'redis'];
const CONDITION = { timeout: 15_000 };

describe('the data', () => {
  it('is there again after a stop and a start, until it is reset', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ dataDir });
    await leaveMark(first, 'kept');
    await first.stop();

    const second = await start({ dataDir });
    await expect(serversWithMark(second, 'kept')).resolves.toEqual(BOTH);
    await second.stop();

    const third = await start({ dataDir, reset: true });
    await expect(serversWithMark(third, 'kept')).resolves.toEqual([]);
  });

  it('that was acknowledged survives the killing of the servers, which come back under the same URLs', async () => {
    const dataDir = temporaryFolder();
    const services = await start({ dataDir });
    await leaveMark(services, 'acknowledged');
    const before = Object.values(serverPids(dataDir));

    for (const pid of before) process.kill(pid, 'SIGKILL');

    await vi.waitFor(async () => {
      expect(Object.values(serverPids(dataDir)).filter((pid) => !before.includes(pid))).toHaveLength(
        before.length,
      );
      expect(await serversWithMark(services, 'acknowledged')).toEqual(BOTH);
    }, CONDITION);
  });
});

describe('a second start on the same data', () => {
  it('is refused with the holder of the data, and leaves the first alone', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ dataDir });

    await expect(start({ dataDir })).rejects.toThrow(`${dataDir} is in use by process ${process.pid}`);

    await leaveMark(first, 'undisturbed');
    await expect(serversWithMark(first, 'undisturbed')).resolves.toEqual(BOTH);
  });
});

async function start(options: StartOptions): Promise<Services> {
  const { HOME, PATH } = process.env;
  const services = await startServices({ ...options, env: { HOME, PATH } });
  onTestFinished(() => services.stop());
  return services;
}
