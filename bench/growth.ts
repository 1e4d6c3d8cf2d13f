import { insertEnrollments, insertSample } from './support/data.ts';
import { note, milliseconds, median, ratio } from './support/figures.ts';
import type { Server } from './support/processes.ts';
import { signIn } from './support/sessions.ts';
import type { Stage } from './support/stage.ts';

const FEW = 1_000;
export const MANY = 100_000;
const SAMPLES = 150;

/** Counts the turns of both times, so that what was asked for in the first is in no cache in the second. */
let asked = 0;

/** What each read costs with a thousand enrollments and with a hundred thousand. */
export async function benchGrowth(stage: Stage): Promise<void> {
  const api = await stage.startApi({ CACHE_LOCAL_MAX_BYTES: '0' });
  await insertSample(stage.db, stage.data);
  await insertEnrollments(stage.db, stage.data, 0, FEW);
  await stage.settle();
  const few = await costs(api, stage);
  await insertEnrollments(stage.db, stage.data, FEW, MANY);
  await stage.settle();
  const many = await costs(api, stage);
  for (const [read, cost] of Object.entries(many)) {
    note(`${read} with ${MANY} enrollments`, milliseconds(cost));
    note(`  of what it costs with ${FEW}`, ratio(cost / few[read]!), '<= 1.2');
  }
  await api.stop();
}

/** The median time of each read, in milliseconds. Reads take turns, so that a slow moment meets all of them. */
async function costs(api: Server, { data, db }: Stage): Promise<Record<string, number>> {
  const [learner] = await signIn(api, { data } as Stage, 1);
  const own = await db.collection('enrollments').findOne({ user: data.learners[0]!._id });
  const bearer = { authorization: `Bearer ${learner}` };
  const reads: Record<string, () => Promise<Response>> = {
    'catalogue page': () => fetch(`${api.url}/api/v1/courses?limit=20&maxPrice=${2_000_000 + asked}`),
    'course by slug': () => fetch(`${api.url}/api/v1/courses/${data.courses[1_000 + asked]!.slug}`),
    'own enrollments': () => fetch(`${api.url}/api/v1/users/me/enrollments?limit=20`, { headers: bearer }),
    'an enrollment': () => fetch(`${api.url}/api/v1/enrollments/${own!._id.toString()}`, { headers: bearer }),
  };
  const times: Record<string, number[]> = {};
  for (const end = asked + SAMPLES; asked < end; asked++)
    for (const [name, read] of Object.entries(reads)) {
      const startedAt = performance.now();
      const answer = await read();
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
      (times[name] ??= []).push(performance.now() - startedAt);
    }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}
