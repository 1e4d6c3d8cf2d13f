import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startServices, type Services, type StartOptions } from './index.ts';
import { leaveMark, leaveMarkInRedis, redisHasMark, serversWithMark } from './testing/marks.ts';
import { serverPids } from './testing/probes.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const BOTH = ['mongodb', 'redis'];
const CONDITION = { timeout: 15_000 };
/** Leaves only Redis to be started, where one server shows it as well as two. */
const MONGODB_URI = 'mongodb://mongodb.example:27017/';

describe('the data', () => {
  it('is there again after a stop and a start', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ dataDir });
    await leaveMark(first, 'kept');
    await first.stop();

    const second = await start({ dataDir });

    await expect(serversWithMark(second, 'kept')).resolves.toEqual(BOTH);
  });

  it('that was acknowledged survives the killing of the servers, which come back under the same URLs', async () => {
    const dataDir = temporaryFolder();
    const services = await start({ dataDir });
    await leaveMark(services, 'acknowledged');
    const before = Object.values(serverPids(dataDir));

    for (const pid of before) process.kill(pid, 'SIGKILL');

    await vi.waitFor(async () => {
      const now = Object.values(serverPids(dataDir));
      expect(now.filter((pid) => !before.includes(pid))).toHaveLength(before.length);
      expect(await serversWithMark(services, 'acknowledged')).toEqual(BOTH);
    }, CONDITION);
  });

  it('is forgotten on demand', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ dataDir }, { MONGODB_URI });
    await leaveMarkInRedis(first, 'old');
    await first.stop();

    const second = await start({ dataDir, reset: true }, { MONGODB_URI });

    await expect(redisHasMark(second, 'old')).resolves.toBe(false);
  });
});

describe('a second start on the same data', () => {
  it('is refused with the holder of the data, and leaves the first alone', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ dataDir }, { MONGODB_URI });
    await leaveMarkInRedis(first, 'first');

    const second = start({ dataDir, reset: true }, { MONGODB_URI });

    await expect(second).rejects.toThrow(`${dataDir} is in use by process ${process.pid}`);
    await expect(redisHasMark(first, 'first')).resolves.toBe(true);
  });
});

async function start(options: StartOptions, env: NodeJS.ProcessEnv = {}): Promise<Services> {
  const { HOME, PATH } = process.env;
  const services = await startServices({ ...options, env: { HOME, PATH, ...env } });
  onTestFinished(() => services.stop());
  return services;
}
