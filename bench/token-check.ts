import { milliseconds, note, ratio } from './support/figures.ts';
import { compare } from './support/rounds.ts';
import { signIn } from './support/sessions.ts';
import type { Stage } from './support/stage.ts';

const LEARNERS = 50;
const CONNECTIONS = 8;

/** What looking at the token adds to a request, on a server that is busy with nothing else. */
export async function benchTokenCheck(stage: Stage): Promise<void> {
  await measure(stage, 'token check, Redis asked at each request', { CACHE_LOCAL_MAX_BYTES: '0' });
  await measure(stage, 'token check, as it is set up');
}

async function measure(stage: Stage, what: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const server = await stage.startBaseline('probe', env);
  const tokens = await signIn(server, stage, LEARNERS);
  // The open route gets the token too, and doesn't look at it.
  const on = (route: string) => () => ({
    url: server.url,
    paths: [`/api/v1/probe/${route}`],
    connections: CONNECTIONS,
    tokens,
  });
  const { open, guarded } = await compare(
    { open: on('open'), guarded: on('guarded') },
    ({ requestsPerSecond }) => 1000 / requestsPerSecond,
  );
  note(`${what}: adds to a request`, milliseconds(guarded - open), '< 0.3 ms');
  note('  time of a request with it, of one without', ratio(guarded / open));
  await server.stop();
}
