import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { note, ratio } from './support/figures.ts';
import { load } from './support/load.ts';
import { compare } from './support/rounds.ts';
import type { Stage } from './support/stage.ts';

const PAGE = '/api/v1/courses?limit=20';
const CONNECTIONS = 32;

/** The catalogue, from the cache and past it, beside servers that do nothing but this. */
export async function benchReads(stage: Stage): Promise<void> {
  const api = await stage.startApi();
  const bodyFile = join(tmpdir(), `lyceum-bench-${process.pid}.json`);
  await writeFile(bodyFile, await (await fetch(api.url + PAGE)).text());
  const [bytes, express, driver] = [
    await stage.startBaseline('bytes', { BODY_FILE: bodyFile }),
    await stage.startBaseline('express'),
    await stage.startBaseline('driver'),
  ];

  const servers = { api, bytes, express };
  for (const { url } of Object.values(servers))
    await load({ url, paths: [PAGE], connections: CONNECTIONS, seconds: 2 });
  const on = (url: string) => () => ({ url, paths: [PAGE], connections: CONNECTIONS });
  const cached = await compare(
    { api: on(api.url), bytes: on(bytes.url), express: on(express.url) },
    ({ requestsPerSecond }) => requestsPerSecond,
  );
  note('cached catalogue page, requests a second', cached.api.toFixed(0));
  note('  of the Express version', ratio(cached.api / cached.express), '>= 2.5');
  note('  of bare node:http with the same bytes', ratio(cached.api / cached.bytes), '>= 0.5');
  note('memory of the API after it', `${await api.megabytes()} MB`, '< 300 MB');

  // A page that nobody has asked for yet is in no cache.
  let asked = 0;
  const unseen = (url: string) => () => ({
    url,
    paths: Array.from({ length: 5_000 }, () => `${PAGE}&maxPrice=${(1_000_000 + asked++).toString()}`),
    connections: CONNECTIONS,
    amount: 1_500,
  });
  const page = await compare(
    { api: unseen(api.url), driver: unseen(driver.url) },
    ({ requestsPerSecond }) => requestsPerSecond,
  );
  note('uncached catalogue page, requests a second', page.api.toFixed(0));
  note('  of the raw driver behind node:http', ratio(page.api / page.driver), '>= 0.8');

  const slugs = stage.data.courses.map(({ slug }) => `/api/v1/courses/${slug}`);
  const slice = (url: string) => (round: number) => ({
    url,
    paths: slugs.slice(round * 1_500, (round + 1) * 1_500),
    connections: CONNECTIONS,
    amount: 1_500,
  });
  const bySlug = await compare(
    { api: slice(api.url), driver: slice(driver.url) },
    ({ requestsPerSecond }) => requestsPerSecond,
  );
  note('course by slug, uncached, requests a second', bySlug.api.toFixed(0));
  note('  of the raw driver behind node:http', ratio(bySlug.api / bySlug.driver), '>= 0.8');
  note('memory of the API after it', `${await api.megabytes()} MB`, '< 300 MB');
  for (const server of [api, bytes, express, driver]) await server.stop();
}
