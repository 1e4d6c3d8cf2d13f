import type { ApiClient } from '../support/api-client.js';
import { createCourse, enroll, FREE, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import type { TestApp } from '../support/test-app.js';

/** Enrollments of the administrator, in the states that operations ask for. */
export interface Learning {
  /** A course that nobody has enrolled in yet. */
  readonly open: string;
  /** Each is for one operation. */
  readonly active: { readonly toPause: string; readonly toDrop: string; readonly toStudy: string };
  readonly paused: string;
  /** A paused enrollment that stays so, and a lesson of its course. */
  readonly resting: { readonly id: string; readonly lessonId: string };
  readonly pending: string;
  /** Of the course to study: one that is reported, one that is completed by hand, and one that asks for more. */
  readonly lessons: readonly [string, string, string];
  /** Completed: one without a certificate yet, and one with it. */
  readonly completed: { readonly toCertify: string; readonly certified: string };
  readonly codes: { readonly toVerify: string; readonly toRevoke: string };
  /** Of somebody else, each for the operation that it is called by. */
  readonly ofOthers: Readonly<Record<'Pause' | 'Resume' | 'Drop' | 'Cancel', string>>;
  /** A course with an enrollment, for its roster. */
  readonly taught: string;
}

const PAID = { amount: 100, currency: 'USD' } as const;
const MANUAL = { completionCriteria: { type: 'manual' } } as const;

export async function createLearning(test: TestApp, admin: ApiClient): Promise<Learning> {
  const student = await signIn(test, await createUser(test));
  const begin = async (price: { amount: number; currency: 'USD' } = FREE, client = admin) =>
    enroll(client, await createCourse(test, { price }));
  const pause = async (id: string, client = admin) => {
    await client.post(`/api/v1/enrollments/${id}/pause`);
    return id;
  };
  const quiet = await createCourse(test);
  const studied = await createCourse(test, {}, [{}, MANUAL, {}]);
  const certify = async (id: string) =>
    (await admin.post<{ code: string }>(`/api/v1/enrollments/${id}/certificate`)).body.code;
  const finished = await Promise.all(
    Array.from({ length: 3 }, async () => finish(admin, await createCourse(test, {}, [MANUAL]))),
  );
  const [toCertify, certified, other] = finished as [string, string, string];
  return {
    open: (await createCourse(test)).id,
    active: { toPause: await begin(), toDrop: await begin(), toStudy: await enroll(admin, studied) },
    paused: await pause(await begin()),
    resting: { id: await pause(await enroll(admin, quiet)), lessonId: quiet.lessons[0]! },
    pending: await begin(PAID),
    ofOthers: {
      Pause: await begin(FREE, student),
      Resume: await pause(await begin(FREE, student), student),
      Drop: await begin(FREE, student),
      Cancel: await begin(PAID, student),
    },
    lessons: studied.lessons as [string, string, string],
    completed: { toCertify, certified },
    codes: { toVerify: await certify(certified), toRevoke: await certify(other) },
    taught: studied.id,
  };
}

/** Enrolls and completes the only lesson. @returns the id of the enrollment */
async function finish(client: ApiClient, course: TaughtCourse): Promise<string> {
  const id = await enroll(client, course);
  await client.post(`/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/complete`);
  return id;
}
