import { hash } from '@node-rs/bcrypt';
import { median, milliseconds, note, ratio } from './support/figures.ts';
import { ROUNDS, type Stage } from './support/stage.ts';

const TRIES = 200;

/** Before the first figure: threads are started, code is compiled, connections are open. */
const WARM_UP = 10;

/** What must not tell by its time whether there is an account (ASVS 6.3.8, X24). */
const WAYS: readonly { readonly name: string; readonly path: string; readonly password?: string }[] = [
  { name: 'login', path: 'login', password: 'Wrong-Horse-1' },
  { name: 'forgot-password', path: 'forgot-password' },
  { name: 'otp/request', path: 'otp/request' },
];

/** Limits that would answer in place of what is measured. */
const WITHOUT_LIMITS = {
  LOCKOUT_AFTER_FAILURES: '1000000',
  RATE_LIMIT_MAIL_PER_MINUTE: '1000000',
  RATE_LIMIT_MAIL_PER_HOUR: '1000000',
};

/** Whether the time of an answer tells if an address has an account: known and unknown ones are asked for in turn. */
export async function benchTiming(stage: Stage): Promise<void> {
  const api = await stage.startApi(WITHOUT_LIMITS);
  // From the end, because the first ones sign in elsewhere.
  const learners = stage.data.learners.slice(-(WARM_UP + TRIES));
  const passwordHash = await hash('nobody knows', ROUNDS);
  await stage.db
    .collection('users')
    .updateMany({ _id: { $in: learners.map(({ _id }) => _id) } }, { $set: { passwordHash } });
  const known = (index: number) => learners[index % learners.length]!.email;
  const unknown = (index: number) => `nobody-${String(index).padStart(6, '0')}@example.com`;
  for (const { name, path, password } of WAYS) {
    const timeOf = async (email: string) => {
      const startedAt = performance.now();
      const answer = await fetch(`${api.url}/api/v1/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      await answer.arrayBuffer();
      return performance.now() - startedAt;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let tried = -WARM_UP; tried < TRIES; tried += 1) {
      const index = tried + WARM_UP;
      // Which of the two comes first takes turns, too: the second finds everything warm.
      const order = index % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
      for (const kind of order) {
        const time = await timeOf(kind === 'known' ? known(index) : unknown(index));
        if (tried >= 0) times[kind].push(time);
      }
    }
    const [one, other] = [median(times.known), median(times.unknown)];
    note(`${name}: median of ${TRIES}, known address`, milliseconds(one));
    note(`${name}: median of ${TRIES}, unknown address`, milliseconds(other));
    note('  known, of the unknown value', ratio(one / other), '0.90 to 1.10');
  }
  await api.stop();
}
