/** Reads a {@link Load} from standard input, sends it with autocannon, prints the {@link LoadResult}. */
import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';
import type { Load } from './load.ts';

const options = JSON.parse(await text(process.stdin)) as Load;
const { paths, tokens, bodies } = options;
let sent = 0;

// autocannon itself counts whole seconds and whole milliseconds.
const times: number[] = [];
let startedAt = performance.now();
let endedAt = startedAt;

const load: autocannon.Options = {
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
};
const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
const run = autocannon(load, (error: unknown, done) => (error ? reject(error) : resolve(done)));
run.on('start', () => (startedAt = performance.now()));
run.on('response', (_client, _status, _bytes, milliseconds) => {
  times.push(milliseconds);
  endedAt = performance.now();
});
const result = await promise;

times.sort((one, other) => one - other);
const quantile = (share: number) => times[Math.floor((times.length - 1) * share)] ?? NaN;

console.log(
  JSON.stringify({
    requestsPerSecond: (times.length / (endedAt - startedAt)) * 1000,
    latency: { p50: quantile(0.5), p99: quantile(0.99) },
    requests: times.length,
    failures: result.non2xx + result.errors + result.timeouts,
  }),
);
