import { chownSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from './cache-folder.ts';
import { CliProcess, type CliOptions } from './testing/cli-process.ts';
import { leaveMark, serversWithMark } from './testing/marks.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const NOBODY = 65534;
const MONGODB_URI = 'mongodb://mongodb.example:27017/';
const isRoot = process.getuid?.() === 0;

describe.runIf(existsSync('/usr/bin/apt-get'))('a user without root on a Debian', () => {
  it('gets a Redis on the first start, and two first starts fetch it once', async () => {
    const home = homeOfSomebody();
    const options = asSomebody(home, { MONGODB_URI });

    const starts = [new CliProcess(['--ephemeral'], options), new CliProcess(['--ephemeral'], options)];
    const urls = await Promise.all(starts.map((cli) => cli.urls()));

    expect(new Set(urls.map(({ redisUrl }) => redisUrl)).size).toBe(2);
    expect(starts.flatMap(({ lines }) => lines).filter((line) => line.startsWith('fetching'))).toHaveLength(
      1,
    );
  }, 60_000);

  it('gets both servers from what has been fetched', async () => {
    const home = homeOfSomebody();
    cpSync(cacheFolder(process.env), cacheFolder({ HOME: home }), { recursive: true });
    const cli = new CliProcess(['--data-dir', join(home, 'data')], asSomebody(home));

    const urls = await cli.urls();

    await leaveMark(urls, 'written');
    await expect(serversWithMark(urls, 'written')).resolves.toEqual(['mongodb', 'redis']);
  });
});

/** A home folder that only its user can enter. */
function homeOfSomebody(): string {
  const home = temporaryFolder();
  if (isRoot) chownSync(home, NOBODY, NOBODY);
  return home;
}

function asSomebody(home: string, env: NodeJS.ProcessEnv = {}): CliOptions {
  return { env: { HOME: home, ...env }, asNobody: isRoot };
}
