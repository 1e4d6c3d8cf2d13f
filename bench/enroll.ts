import { note, milliseconds, ratio } from './support/figures.ts';
import { compare } from './support/rounds.ts';
import { signIn } from './support/sessions.ts';
import type { Stage } from './support/stage.ts';

const LEARNERS = 50;
const ENROLLMENTS = 250;

/** Enrolling in a free course, one request after another, beside the raw driver's reads and transaction. */
export async function benchEnroll(stage: Stage): Promise<void> {
  const api = await stage.startApi();
  const driver = await stage.startBaseline('driver');
  const tokens = await signIn(api, stage, LEARNERS);
  const ids = stage.data.learners.slice(0, LEARNERS).map(({ _id }) => _id.toString());
  // From the end, where the first learners haven't enrolled yet.
  const free = stage.data.courses
    .filter((course) => course.free)
    .map(({ _id }) => _id.toString())
    .toReversed();
  // The same learners meet a course only once, in one of the two.
  let taken = 0;
  const take = (url: string, bearers: readonly string[]) => () => {
    const from = taken;
    taken += ENROLLMENTS / LEARNERS;
    return {
      url,
      method: 'POST' as const,
      paths: ['/api/v1/enrollments'],
      tokens: bearers,
      bodies: Array.from({ length: ENROLLMENTS }, (_, index) =>
        JSON.stringify({ courseId: free[from + Math.floor(index / LEARNERS)] }),
      ),
      connections: 1,
      amount: ENROLLMENTS,
    };
  };
  // The first requests of a process are its slowest.
  await compare({ api: take(api.url, tokens), driver: take(driver.url, ids) }, () => 0);
  const time = await compare(
    { api: take(api.url, tokens), driver: take(driver.url, ids) },
    ({ requestsPerSecond }) => 1000 / requestsPerSecond,
  );
  note('enrolling in a free course', milliseconds(time.api));
  note("  of the raw driver's, reads included", ratio(time.api / time.driver), '<= 1.3');
  await api.stop();
  await driver.stop();
}
