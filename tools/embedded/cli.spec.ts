import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { install } from './testing/install.ts';
import { CliProcess } from './testing/cli-process.ts';
import { leaveMark, serversWithMark } from './testing/marks.ts';
import { isRunning, listens, processesNaming, serverPids } from './testing/probes.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const CONDITION = { timeout: 15_000 };
const MONGODB_URI = 'mongodb://mongodb.example:27017/';
/** An apt that has a mirror, from which nothing ever comes. */
const ENDLESS_APT = [
  'case "$*" in *indextargets*) printf "http://mirror.example/debian\\tforky\\tmain\\n"; exit;; esac',
  'while :; do sleep 1; done',
].join('\n');
const REDIS_URL = 'redis://redis.example:6379';

describe('the command line tool', () => {
  it('runs a command with the URLs and ends with its exit code', async () => {
    const env = { MONGODB_URI, REDIS_URL };
    const script = 'console.log(process.env.MONGODB_URI, process.env.REDIS_URL); process.exit(7)';

    const cli = new CliProcess(['--data-dir', temporaryFolder(), '--', process.execPath, '-e', script], {
      env,
    });

    await expect(cli.exitCode).resolves.toBe(7);
    await expect(cli.said(/^mongodb:.*/)).resolves.toBe(`${MONGODB_URI} ${REDIS_URL}`);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'hands %s to its command and ends the services after it',
    async (signal) => {
      const script = `process.on('${signal}', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up')`;
      const cli = new CliProcess(['--ephemeral', '--', process.execPath, '-e', script], {
        env: { MONGODB_URI },
      });
      const { redisUrl } = await cli.urls();
      await cli.said(/^up$/);

      await expect(cli.end(signal)).resolves.toBe(9);

      await expect(listens(redisUrl)).resolves.toBe(false);
    },
  );

  it('without a command stays until a signal, and then leaves neither processes nor throw-away data', async () => {
    const TMPDIR = temporaryFolder();
    const cli = new CliProcess(['--ephemeral'], { env: { TMPDIR } });
    const { mongodbUri, redisUrl } = await cli.urls();
    const pids = Object.values(serverPids(join(TMPDIR, readdirSync(TMPDIR)[0]!)));

    await expect(cli.end('SIGTERM')).resolves.toBe(0);

    expect(pids.filter(isRunning)).toEqual([]);
    await expect(Promise.all([listens(mongodbUri), listens(redisUrl)])).resolves.toEqual([false, false]);
    expect(readdirSync(TMPDIR)).toEqual([]);
  });
});

describe('when the tool is killed', () => {
  it('nothing of it goes on, and the next start has the data', async () => {
    const dataDir = temporaryFolder();
    const script = 'setInterval(() => {}, 1000); console.log(`pid ${process.pid}`)';
    const first = new CliProcess(['--data-dir', dataDir, '--', process.execPath, '-e', script]);
    const urls = await first.urls();
    const pids = [Number(await first.said(/^pid (\d+)/)), ...Object.values(serverPids(dataDir))];
    await leaveMark(urls, 'acknowledged');

    await first.end('SIGKILL');
    const second = new CliProcess(['--data-dir', dataDir]);

    await expect(serversWithMark(await second.urls(), 'acknowledged')).resolves.toEqual(['mongodb', 'redis']);
    await vi.waitFor(async () => {
      expect(pids.filter(isRunning)).toEqual([]);
      expect([await listens(urls.mongodbUri), await listens(urls.redisUrl)]).toEqual([false, false]);
    }, CONDITION);
  });

  it.runIf(existsSync('/usr/bin/apt-get'))('while it fetches packages, the fetching ends too', async () => {
    const HOME = temporaryFolder();
    install(join(HOME, 'bin'), 'apt-get', ENDLESS_APT);
    const PATH = `${join(HOME, 'bin')}:${process.env.PATH}`;
    const cli = new CliProcess(['--ephemeral'], { env: { HOME, PATH, MONGODB_URI } });
    await vi.waitFor(() => expect(processesNaming(`${HOME}/bin/apt-get`)).not.toEqual([]), CONDITION);

    await cli.end('SIGKILL');

    await vi.waitFor(() => expect(processesNaming(`${HOME}/bin/apt-get`)).toEqual([]), CONDITION);
  });

  it('its throw-away data is removed by a later start', async () => {
    const env = { TMPDIR: temporaryFolder(), MONGODB_URI };
    const first = new CliProcess(['--ephemeral'], { env });
    await first.urls();
    const [abandoned] = readdirSync(env.TMPDIR);
    await first.end('SIGKILL');
    // What is young may be about to be used.
    utimesSync(join(env.TMPDIR, abandoned!), 0, 0);

    await new CliProcess(['--ephemeral'], { env }).urls();

    expect(readdirSync(env.TMPDIR)).not.toContain(abandoned);
  });
});
