import { milliseconds, note, ratio } from './support/figures.ts';
import { load } from './support/load.ts';
import { PASSWORD, type Stage } from './support/stage.ts';

const PAGE = '/api/v1/courses?limit=20';
const SIGN_INS = 20;

/** What a wave of sign-ins does to those who read. */
export async function benchSignIns(stage: Stage): Promise<void> {
  const api = await stage.startApi();
  const reads = { url: api.url, paths: [PAGE], connections: 8, seconds: 5 };
  const signIn = (index: number) =>
    fetch(`${api.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: stage.data.learners[index]!.email, password: PASSWORD }),
    });
  await load(reads);
  const quiet = await load(reads);
  // The wave goes on for as long as the reads do.
  const wave = new AbortController();
  let done = 0;
  const busy = load(reads).finally(() => wave.abort());
  await Promise.all(
    Array.from({ length: SIGN_INS }, async (_, index) => {
      do {
        if (!(await signIn(index)).ok) throw new Error('A sign-in failed.');
        done++;
      } while (!wave.signal.aborted);
    }),
  );
  const { latency, requestsPerSecond } = await busy;
  note('cached reads, p99 in quiet', milliseconds(quiet.latency.p99));
  note(`cached reads, p99 during ${SIGN_INS} parallel sign-ins`, milliseconds(latency.p99));
  note('  of the quiet value', ratio(latency.p99 / quiet.latency.p99), '< 3');
  note('  reads a second, of the quiet value', ratio(requestsPerSecond / quiet.requestsPerSecond));
  note('  sign-ins meanwhile', String(done));
  note('memory of the API under that load', `${await api.megabytes()} MB`, '< 300 MB');
  await api.stop();
}
