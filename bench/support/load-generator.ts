/** Reads a {@link Load} from standard input, sends it with autocannon, prints the {@link LoadResult}. */
import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';
import type { Load } from './load.ts';

const options = JSON.parse(await text(process.stdin)) as Load;
const { paths, tokens, bodies } = options;
let sent = 0;

const result = await autocannon({
  url: options.url,
  connections: options.connections,
  ...(options.amount === undefined ? { duration: options.seconds ?? 4 } : { amount: options.amount }),
  requests: [
    paths.length > 1 || tokens || bodies
      ? {
          method: options.method ?? 'GET',
          setupRequest(request) {
            const turn = sent++;
            return {
              ...request,
              path: paths[turn % paths.length],
              ...(bodies && { body: bodies[turn % bodies.length] }),
              headers: {
                ...request.headers,
                ...(bodies && { 'content-type': 'application/json' }),
                ...(tokens && { authorization: `Bearer ${tokens[turn % tokens.length]}` }),
              },
            };
          },
        }
      : { method: options.method ?? 'GET', path: paths[0] },
  ],
});

console.log(
  JSON.stringify({
    requestsPerSecond: result.requests.total / result.duration,
    latency: { p50: result.latency.p50, p99: result.latency.p99, mean: result.latency.average },
    requests: result.requests.total,
    failures: result.non2xx + result.errors + result.timeouts,
  }),
);
